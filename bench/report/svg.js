// @ts-check

/** Okabe and Ito's colours, which the colour-blind can tell apart, light and dark; the ground is the page's. */
const style = `
.bench { --ink: #1f2328; --muted: #59636e; --line: #d1d9e0; --ours: #0072b2; --goal: #b84a00; --ground: #ffffff;
  font: 13px ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, 'DejaVu Sans', sans-serif; }
@media (prefers-color-scheme: dark) {
  .bench { --ink: #e6edf3; --muted: #9aa4af; --line: #323a44; --ours: #56b4e9; --goal: #f0a050; --ground: #0d1117; }
}
.bench text { fill: var(--ink); font-variant-numeric: tabular-nums; }
.bench .title { font-size: 16px; font-weight: 600; }
.bench .muted, .bench .note { fill: var(--muted); }
.bench .note { font-size: 12px; }
.bench .goal { fill: var(--goal); }
.bench .end { text-anchor: end; }
.bench .middle { text-anchor: middle; }
.bench .bar { fill: var(--muted); opacity: 0.55; }
.bench .bar.ours { fill: var(--ours); opacity: 1; }
.bench .bar.limit { fill: none; stroke: var(--muted); opacity: 1; }
.bench .stem { stroke: var(--line); }
.bench .spread { stroke: var(--ink); }
.bench .mark { stroke: var(--goal); stroke-width: 2; }
.bench .curve { fill: none; stroke: var(--muted); stroke-width: 2; }
.bench .curve.first { stroke: var(--ours); }
.bench .name { fill: var(--muted); font-weight: 600; }
.bench .name.first { fill: var(--ours); }
.bench .dot { fill: var(--muted); }
.bench .dot.first { fill: var(--ours); }
.bench .bound { stroke: var(--goal); stroke-dasharray: 3 4; }
.bench .ground { fill: var(--ground); }
`

/** @param {unknown} text */
const escaped = (text) =>
  String(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/**
 * One element.
 *
 * @param {string} name
 * @param {Readonly<Record<string, string | number>>} attributes
 * @param {string} [content] an SVG already
 */
export function element(name, attributes, content) {
  const written = Object.entries(attributes)
    .map(
      ([key, value]) => ` ${key}="${escaped(typeof value === 'number' ? Number(value.toFixed(1)) : value)}"`,
    )
    .join('')
  return content === undefined ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`
}

/** @param {number} x @param {number} y @param {unknown} content @param {string} [kind] */
export const text = (x, y, content, kind = '') =>
  element('text', { x, y, ...(kind && { class: kind }) }, escaped(content))

/** @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2 @param {string} kind */
export const line = (x1, y1, x2, y2, kind) => element('line', { x1, y1, x2, y2, class: kind })

/**
 * A whole picture. It says the same in words, for those who cannot see it.
 *
 * @param {number} width
 * @param {number} height
 * @param {string} title
 * @param {string} description
 * @param {readonly string[]} content
 */
export const picture = (width, height, title, description, content) =>
  `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'bench',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': `${title}. ${description}`,
    },
    [
      '',
      element('title', {}, escaped(title)),
      element('style', {}, style),
      element('rect', { class: 'ground', width: '100%', height: '100%' }),
      ...content,
      '',
    ].join('\n'),
  )}\n`
