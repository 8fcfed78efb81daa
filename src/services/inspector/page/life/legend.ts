import { h, s } from '../dom/element.ts'
import { phaseGlyph } from '../dom/glyphs.ts'
import type { Phase } from '../model/phase.ts'

const phases: readonly (readonly [Phase, string])[] = [
  ['valid', 'valid'],
  ['refreshing-half', 'past ½'],
  ['refreshing-three-quarter', 'past ¾'],
  ['expired', 'expired'],
  ['kicked', 'kicked'],
]

/** What the signs mean. */
export function legend(): HTMLElement {
  const sign = (kind: string, text: string, ...shapes: SVGElement[]) =>
    h(
      'li',
      {},
      s('svg', { viewBox: '0 0 16 16', class: `glyph ${kind}`, 'aria-hidden': 'true' }, ...shapes),
      text,
    )
  return h(
    'ul',
    { class: 'legend', 'aria-label': 'Legend' },
    ...phases.map(([phase, text]) => h('li', {}, phaseGlyph(phase), text)),
    sign(
      'attempt attempt-adopted',
      'brought a token',
      s('circle', { cx: 8, cy: 8, r: 6, class: 'sign-fill' }),
      s('path', { d: 'M5.2 8.2l2 2 3.6-4', class: 'sign-inside' }),
    ),
    sign('attempt attempt-failed', 'failed', s('path', { d: 'M4 4l8 8m0-8l-8 8', class: 'sign-cross' })),
    sign(
      'attempt attempt-superseded',
      'not taken',
      s('path', { d: 'M8 2l6 6-6 6-6-6z', class: 'sign-hollow' }),
    ),
    sign('mark mark-rejected', 'rejected', s('path', { d: 'M8 12L3 4h10z', class: 'mark-fill' })),
    sign('late', 'unnoticed', s('rect', { x: 1, y: 3, width: 14, height: 10, class: 'late-gap' })),
  )
}
