import { s, setAttribute } from '../dom/element.ts'
import type { Scale } from './scale.ts'

export interface HandToDraw {
  readonly scale: Scale
  readonly height: number
  /** Undefined: time stands still. */
  readonly nowMs: number | undefined
  readonly momentMs: number
  /** Whether the moment is the newest record. */
  readonly isAtEnd: boolean
}

/** What moves over a line of life: now, the moment that is looked at, and the ends of what still grows. */
export class LiveHand {
  readonly #drawing: SVGElement
  readonly #now = s(
    'g',
    { class: 'now' },
    s('line', { y1: 28 }),
    s('text', { y: 25, 'text-anchor': 'middle' }, 'now'),
  )
  #scale: Scale | undefined
  #along: Element[] = []
  #growing: { readonly bar: Element; readonly x: number }[] = []

  constructor(drawing: SVGElement) {
    this.#drawing = drawing
  }

  /** Draws them anew, over a drawing that was made anew. */
  draw({ scale, height, nowMs, momentMs, isAtEnd }: HandToDraw): void {
    this.#scale = nowMs === undefined ? undefined : scale
    this.#along = [...this.#drawing.querySelectorAll('.goes-along')]
    this.#growing = [...this.#drawing.querySelectorAll('.is-growing')].map((bar) => ({
      bar,
      x: Number(bar.getAttribute('x')),
    }))
    if (!isAtEnd) {
      const x = scale.x(momentMs)
      this.#drawing.append(
        s('rect', { x, y: 16, width: Math.max(scale.right + 24 - x, 0), height, class: 'to-come' }),
        s('line', { x1: x, x2: x, y1: 22, y2: height - 18, class: 'moment-line' }),
        s('path', { d: `M${x} 29l-6-9h12z`, class: 'moment-grip' }),
      )
    }
    if (nowMs === undefined) return
    setAttribute(this.#now.firstElementChild as Element, 'y2', height - 18)
    this.#drawing.append(this.#now)
    this.move(nowMs)
  }

  move(nowMs: number): void {
    const scale = this.#scale
    if (!scale) return
    const x = scale.x(nowMs)
    setAttribute(this.#now, 'transform', `translate(${x.toFixed(1)} 0)`)
    for (const sign of this.#along) setAttribute(sign, 'cx', x.toFixed(1))
    for (const { bar, x: start } of this.#growing)
      setAttribute(bar, 'width', Math.max(x - start, 1).toFixed(1))
  }
}
