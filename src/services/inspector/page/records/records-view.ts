import type { JournalRecord } from '../../../journal/record.ts'
import { h, say } from '../dom/element.ts'
import { VirtualList } from '../dom/virtual-list.ts'
import { matches, wordsIn } from '../model/filter.ts'
import type { History } from '../model/history.ts'
import type { Look } from '../model/look.ts'
import { fillRecordRow, makeRecordRow, searchedIn } from './record-row.ts'

/** The records of a session, with their reasons; the one that is looked at is selected. */
export class RecordsView {
  readonly element: HTMLElement
  readonly filter: HTMLInputElement
  readonly list: VirtualList<JournalRecord>
  readonly #look: Look
  readonly #count = h('span', { class: 'count' })
  #history: History | undefined
  #shownVersion = -1
  /** What the filter looks into, by version: made once for each record that it has looked at. */
  #searched: string[] = []

  constructor(look: Look) {
    this.#look = look
    this.filter = h('input', {
      id: 'record-filter',
      type: 'search',
      placeholder: 'Filter records',
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-label': 'Filter records',
      on: { input: () => this.draw() },
    })
    this.list = new VirtualList<JournalRecord>({
      id: 'record',
      label: 'Records',
      rowHeight: 62,
      makeRow: makeRecordRow,
      fillRow: (row, record) => fillRecordRow(row, record, this.#history?.steps[record.version - 1]),
      onSelect: ({ version }) => this.#look.goTo(version),
    })
    this.element = h(
      'section',
      { class: 'card records', 'aria-label': 'Records' },
      h('div', { class: 'card-head' }, h('h2', {}, 'Records'), this.#count, this.filter),
      this.list.element,
    )
  }

  draw(): void {
    const { history, version } = this.#look
    if (history !== this.#history) {
      this.#history = history
      this.#searched = []
      this.#shownVersion = -1
    }
    const records = history?.records ?? []
    const shown = this.#filtered(records)
    say(
      this.#count,
      shown.length === records.length ? String(records.length) : `${shown.length} of ${records.length}`,
    )
    const index = shown.findLastIndex((record) => record.version <= version)
    this.list.show(shown, shown[index]?.version === version ? index : -1)
    if (this.#shownVersion !== version) {
      this.#shownVersion = version
      this.list.reveal(index)
    }
  }

  #filtered(records: readonly JournalRecord[]): readonly JournalRecord[] {
    const words = wordsIn(this.filter.value)
    if (words.length === 0) return records
    for (let index = this.#searched.length; index < records.length; index++) {
      this.#searched.push(searchedIn(records[index] as JournalRecord, this.#history?.steps[index]))
    }
    return records.filter((_, index) => matches(this.#searched[index] ?? '', words))
  }
}
