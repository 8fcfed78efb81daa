import { h, say, setAttribute } from '../dom/element.ts'
import { VirtualList } from '../dom/virtual-list.ts'
import { matches, wordsIn } from '../model/filter.ts'
import type { History } from '../model/history.ts'
import type { Look } from '../model/look.ts'
import type { Model } from '../model/model.ts'
import { rank } from '../model/rank.ts'
import { fillSessionRow, makeSessionRow } from './session-row.ts'

/** How often the order may change, ms: a list that jumps about cannot be read. */
const settledMs = 1_000

/** All sessions, worst first. */
export class SessionsView {
  readonly element: HTMLElement
  readonly filter: HTMLInputElement
  readonly list: VirtualList<History>
  readonly #model: Model
  readonly #look: Look
  readonly #count = h('span', { class: 'count' })
  #ranked: History[] = []
  #rankedRevision = -1
  #rankedAtMs = 0
  #typed = ''

  constructor(model: Model, look: Look) {
    this.#model = model
    this.#look = look
    this.filter = h('input', {
      id: 'session-filter',
      type: 'search',
      placeholder: 'Filter: a name, kicked, stay …',
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-label': 'Filter sessions',
      on: { input: () => this.draw() },
    })
    this.list = new VirtualList<History>({
      id: 'session',
      label: 'Sessions, worst first',
      rowHeight: 48,
      makeRow: makeSessionRow,
      fillRow: (row, history) => fillSessionRow(row, history, this.#nowOf(history)),
      onSelect: (history) => this.#look.choose(history.key),
    })
    this.element = h(
      'section',
      { class: 'sessions', 'aria-label': 'Sessions' },
      h('div', { class: 'side-head' }, h('h2', {}, 'Sessions'), this.#count),
      this.filter,
      this.list.element,
    )
  }

  get worst(): History | undefined {
    return this.#ranked[0]
  }

  draw(): void {
    const { revision, histories } = this.#model
    const isSettled =
      performance.now() - this.#rankedAtMs > settledMs || this.#ranked.length !== histories.size
    const typed = this.filter.value
    if (revision !== this.#rankedRevision && isSettled) {
      this.#rankedRevision = revision
      this.#rankedAtMs = performance.now()
      this.#ranked = rank(histories.values())
    }
    const words = wordsIn(typed)
    const shown =
      words.length === 0 ? this.#ranked : this.#ranked.filter(({ searched }) => matches(searched, words))
    const all = this.#ranked.length
    say(this.#count, shown.length === all ? String(all) : `${shown.length} of ${all}`)
    setAttribute(
      this.element,
      'data-empty',
      shown.length === 0 && (all === 0 ? 'There are none yet.' : 'None has all these words.'),
    )
    this.list.show(
      shown,
      shown.findIndex(({ key }) => key === this.#look.key),
    )
    if (typed !== this.#typed) {
      this.#typed = typed
      this.list.element.scrollTop = 0
    }
  }

  /** Moves the selection up or down, from wherever the focus is. */
  step(by: number): void {
    const { items } = this.list
    const index = items.findIndex(({ key }) => key === this.#look.key)
    const next = items[Math.min(Math.max(index + by, 0), items.length - 1)]
    if (next) this.#look.choose(next.key)
    this.list.reveal(items.indexOf(next as History))
  }

  /** Of a journal, time stands still. */
  #nowOf(history: History): number {
    return this.#model.isLive(history) ? this.#model.nowMs : history.atMs
  }
}
