type Child = Node | string | undefined | false

interface Props {
  /** What happens on an event, by its name. */
  readonly on?: { readonly [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void }
  readonly [attribute: string]: unknown
}

/**
 * Makes an element. Attributes that are undefined or false are left out; true is the bare attribute.
 *
 * @example h('button', { type: 'button', on: { click: play } }, 'Play')
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  const { on = {}, ...attributes } = props
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value)
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener as EventListener)
  put(element, ...children)
  return element
}

const svgNamespace = 'http://www.w3.org/2000/svg'

/** Makes an element of a drawing. */
export function s<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number | undefined>> = {},
  ...children: Child[]
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS(svgNamespace, tag)
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value)
  put(element, ...children)
  return element
}

/** Puts children in the place of those that an element has. */
export function put(element: Element, ...children: Child[]): void {
  element.replaceChildren(...children.filter((child) => child !== undefined && child !== false))
}

/** Writes text, unless it stands there already: the browser need not lay out again what is the same. */
export function say(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

/** Sets an attribute, or takes it away, unless it is so already. */
export function setAttribute(element: Element, name: string, value: unknown): void {
  if (value === undefined || value === false) element.removeAttribute(name)
  else {
    const text = value === true ? '' : String(value)
    if (element.getAttribute(name) !== text) element.setAttribute(name, text)
  }
}
