import { put, s, setAttribute } from '../dom/element.ts'
import { drawLabels } from './draw-labels.ts'
import type { Life } from './life.ts'
import type { Scale } from './scale.ts'

export interface HandToDraw {
  readonly scale: Scale
  readonly height: number
  /** Each line of life that is drawn, and how far down. */
  readonly lines: readonly { readonly life: Life; readonly y: number }[]
  /** Undefined: time stands still. */
  readonly nowMs: number | undefined
  readonly momentMs: number
  /** Whether the moment is the newest record. */
  readonly isAtEnd: boolean
}

/** What moves over lines of life: now, the moment that is looked at, and the ends of what still grows. */
export class LiveHand {
  readonly element = s('g', { class: 'hand' })
  readonly #now = s(
    'g',
    { class: 'now' },
    s('line', { y1: 28 }),
    s('text', { y: 25, 'text-anchor': 'middle' }, 'now'),
  )
  #scale: Scale | undefined
  #along: Element[] = []
  #growing: { readonly bar: Element; readonly x: number }[] = []

  /** Takes up what moves in a drawing that was made anew. */
  takeUp(drawing: Element): void {
    this.#along = [...drawing.querySelectorAll('.goes-along')]
    this.#growing = [...drawing.querySelectorAll('.is-growing')].map((bar) => ({
      bar,
      x: Number(bar.getAttribute('x')),
    }))
  }

  draw({ scale, height, lines, nowMs, momentMs, isAtEnd }: HandToDraw): void {
    this.#scale = nowMs === undefined ? undefined : scale
    const x = scale.x(momentMs)
    const labels = lines.map(({ life, y }) =>
      s('g', { transform: `translate(0 ${y})` }, ...drawLabels(life, scale, momentMs)),
    )
    const moment = isAtEnd
      ? []
      : [
          s('rect', { x, y: 0, width: Math.max(scale.right + 24 - x, 0), height, class: 'to-come' }),
          s('line', { x1: x, x2: x, y1: 22, y2: height - 18, class: 'moment-line' }),
          s('path', { d: `M${x} 29l-6-9h12z`, class: 'moment-grip' }),
        ]
    put(this.element, ...moment, ...labels, nowMs !== undefined && this.#now)
    if (nowMs === undefined) return
    setAttribute(this.#now.firstElementChild as Element, 'y2', height - 18)
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
