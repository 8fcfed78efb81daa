import type { Policy } from '../../../../machines/token-life.ts'
import type { Step } from '../../../journal/replay-stream.ts'
import { chartStyle } from '../../chart/chart-style.ts'
import { drawChart } from '../../chart/draw-chart.ts'
import { h, put, say, setAttribute } from '../dom/element.ts'
import type { Look } from '../model/look.ts'
import { frame } from './frame.ts'
import { Roving } from './roving.ts'
import { rowsOfState, rowsOfStep, rowsOfTransitions, type ShownRows, takenIn } from './shown-rows.ts'
import { specificationRows } from './specification-rows.ts'

/** The statechart at the moment that is looked at, and the rows of the specification that are asked for. */
export class ChartView {
  readonly element: HTMLElement
  readonly #look: Look
  readonly #paper = h('div', { class: 'chart-paper' })
  readonly #zooms = h(
    'div',
    { class: 'segments', role: 'group', 'aria-label': 'Size of the chart' },
    ...(['close', 'whole'] as const).map((zoom) =>
      h(
        'button',
        { type: 'button', 'data-zoom': zoom, on: { click: () => this.#size(zoom) } },
        zoom === 'close' ? 'Close up' : 'Whole',
      ),
    ),
  )
  readonly #title = h('h3', {})
  readonly #rows = h('div', { class: 'chart-rows' })
  readonly #follow = h(
    'button',
    { type: 'button', class: 'quiet', on: { click: () => this.#ask(undefined) } },
    'Show what this record did',
  )
  readonly #roving = new Roving(this.#paper)
  #policy: Policy | undefined
  /** What was asked for, by a click on it; undefined: what the record did. */
  #asked: Element | undefined
  #shown = ''

  constructor(look: Look) {
    this.#look = look
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(chartStyle)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    this.element = h(
      'section',
      { class: 'card chart', 'aria-label': 'Statechart' },
      h('div', { class: 'card-head' }, h('h2', {}, 'Statechart'), this.#zooms),
      this.#paper,
      h(
        'div',
        { class: 'specification', 'aria-live': 'polite' },
        h('div', { class: 'specification-head' }, this.#title, this.#follow),
        this.#rows,
      ),
    )
    this.#size('close')
    // The card's: the paper's own would change with what is sized to it.
    new ResizeObserver(() => this.#bringIntoSight()).observe(this.element)
    this.#paper.addEventListener('click', ({ target }) => this.#ask(buttonAt(target)))
    this.#paper.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      this.#ask(buttonAt(event.target))
    })
  }

  /** Shows the chart whole; or so that it can be read, and what is lit comes into sight. */
  #size(zoom: 'close' | 'whole'): void {
    setAttribute(this.element, 'data-zoom', zoom)
    for (const button of this.#zooms.children)
      setAttribute(button, 'aria-pressed', button.getAttribute('data-zoom') === zoom ? 'true' : 'false')
    this.#bringIntoSight()
  }

  #bringIntoSight(): void {
    if (this.element.getAttribute('data-zoom') === 'close') frame(this.#paper)
  }

  draw(): void {
    const { history, version, step } = this.#look
    const shown = `${history?.key} ${version} ${step !== undefined}`
    if (shown === this.#shown) return
    this.#shown = shown
    const policy = history?.records[0]?.policy ?? 'stay'
    this.#drawChart(policy)
    const path = history?.records[version - 1]?.state ?? ''
    this.#light(policy, path, step)
    this.#showRows()
    this.#bringIntoSight()
  }

  #drawChart(policy: Policy): void {
    if (policy === this.#policy) return
    this.#policy = policy
    this.#asked = undefined
    const parsed = new DOMParser().parseFromString(drawChart(policy, { use: 'control' }), 'image/svg+xml')
    const drawing = document.adoptNode(parsed.documentElement)
    put(this.#paper, drawing)
    this.#roving.renew()
  }

  #light(policy: Policy, path: string, step: Step | undefined): void {
    for (const box of this.#paper.querySelectorAll('.state')) {
      const at = box.getAttribute('data-state') ?? ''
      const isCurrent = path === at || path.startsWith(`${at}.`)
      box.classList.toggle('current', isCurrent)
      setAttribute(box, 'aria-current', isCurrent && 'true')
    }
    const taken = step && takenIn(policy, step)?.id
    for (const way of this.#paper.querySelectorAll('[data-transition]')) {
      const isLast =
        taken !== undefined && (way.getAttribute('data-transition') ?? '').split(' ').includes(taken)
      way.classList.remove('last')
      if (!isLast) continue
      // Asked for its size, the browser must see that it was gone; so its animation begins anew.
      way.getBoundingClientRect()
      way.classList.add('last')
    }
  }

  #ask(asked: Element | undefined): void {
    for (const element of this.#paper.querySelectorAll('.asked')) element.classList.remove('asked')
    this.#asked = asked
    asked?.classList.add('asked')
    this.#showRows()
  }

  #showRows(): void {
    const policy = this.#policy ?? 'stay'
    const { title, rows } = this.#rowsToShow(policy)
    say(this.#title, title)
    this.#follow.hidden = this.#asked === undefined
    put(this.#rows, specificationRows(rows))
  }

  #rowsToShow(policy: Policy): ShownRows {
    const ids = this.#asked?.getAttribute('data-transition')
    if (ids) return rowsOfTransitions(policy, ids.split(' '))
    const state = this.#asked?.getAttribute('data-state')
    if (state !== null && state !== undefined) return rowsOfState(policy, state)
    return rowsOfStep(policy, this.#look.step)
  }
}

const buttonAt = (target: EventTarget | null): Element | undefined =>
  (target as Element | null)?.closest('.words[data-transition], [data-state]') ?? undefined
