import { setAttribute } from '../dom/element.ts'

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/**
 * Makes the buttons within an element one stop in the tab order; the arrows go from one to the next, in the order of
 * the document.
 */
export class Roving {
  readonly #around: Element

  constructor(around: HTMLElement) {
    this.#around = around
    around.addEventListener('keydown', (event) => this.#onKey(event))
    around.addEventListener('focusin', ({ target }) => this.#stopAt(target as Element))
  }

  /** Takes up buttons that are new, and stops at the first of them. */
  renew(): void {
    const [first] = this.#buttons
    if (first) this.#stopAt(first)
  }

  get #buttons(): SVGElement[] {
    return [...this.#around.querySelectorAll<SVGElement>('[role=button]')]
  }

  #stopAt(stop: Element): void {
    for (const button of this.#buttons) setAttribute(button, 'tabindex', button === stop ? 0 : -1)
  }

  #onKey(event: KeyboardEvent): void {
    const step = steps[event.key]
    const buttons = this.#buttons
    const index = buttons.indexOf(event.target as SVGElement)
    if (step === undefined || index < 0 || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    buttons[Math.min(Math.max(index + step, 0), buttons.length - 1)]?.focus()
  }
}
