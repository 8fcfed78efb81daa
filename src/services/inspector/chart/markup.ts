const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text that stands in markup, between tags or in an attribute. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark)

type Attribute = string | number | readonly (string | false | undefined)[]

/** One element of markup. Attributes are escaped here; of a list, what is there is joined. The content is markup. */
export function element(
  name: string,
  attributes: Readonly<Record<string, Attribute>>,
  ...content: readonly (string | false)[]
): string {
  const written = Object.entries(attributes).map(
    ([attribute, value]) =>
      ` ${attribute}="${escaped(typeof value === 'object' ? value.filter(Boolean).join(' ') : `${value}`)}"`,
  )
  const inner = content.filter(Boolean)
  if (inner.length === 0) return `<${name}${written.join('')}/>`
  const isText = name === 'text' || name === 'tspan' || inner.length === 1
  const gap = isText ? '' : '\n'
  return `<${name}${written.join('')}>${gap}${inner.join(gap)}${gap}</${name}>`
}
