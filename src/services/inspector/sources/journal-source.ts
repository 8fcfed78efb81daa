import { HalflifeError } from '../../../errors.ts'
import type { Journal } from '../../journal/journal.ts'
import type { JournalRecord } from '../../journal/record.ts'
import { Bell } from '../bell.ts'
import type { Source, ToPage } from '../protocol.ts'
import type { NewsSource } from './source.ts'

/** What is used of a journal that is looked at: nothing is ever written to it. */
export type FollowedJournal = Pick<Journal, 'readAll'>

/** How often a journal that others write is looked at, ms; and one that cannot be read. */
const lookEveryMs = 250
const lookAgainAfterMs = 2_000

/** How many records one message carries at most: some 100 kB. */
const recordsAtOnce = 250

/** A journal, read through its port, and followed while anybody looks. */
export class JournalSource implements NewsSource {
  readonly #journal: FollowedJournal
  readonly #onChange: (about: Source) => void
  readonly #bell = new Bell()
  #about: Source

  /** @param onChange hears when it cannot be read, and when it can be again */
  constructor(about: Source, journal: FollowedJournal, onChange: (about: Source) => void) {
    this.#about = about
    this.#journal = journal
    this.#onChange = onChange
  }

  get about(): Source {
    return this.#about
  }

  /** Somebody has written to it: it is looked at, at once. */
  wake(): void {
    this.#bell.ring()
  }

  async *news(signal: AbortSignal): AsyncIterable<ToPage | null> {
    let after: string | undefined
    let isCaughtUp = false
    let trouble = ''
    while (!signal.aborted) {
      const rung = this.#bell.rung
      try {
        for await (const { records, position } of this.#batches(after)) {
          after = position
          yield { type: 'records', source: this.#about.id, records }
        }
        trouble = ''
        this.#is('open')
      } catch (error) {
        const message = inWords(error, after)
        this.#is('failed')
        if (message !== trouble) yield { type: 'problem', source: this.#about.id, message }
        trouble = message
      }
      if (!isCaughtUp) yield null
      isCaughtUp = true
      await this.#bell.wait(rung, signal, trouble ? lookAgainAfterMs : lookEveryMs)
    }
  }

  async *#batches(after: string | undefined) {
    let records: JournalRecord[] = []
    let position = ''
    for await (const { position: at, ...record } of this.#journal.readAll(
      after === undefined ? {} : { after },
    )) {
      records.push(record)
      position = at
      if (records.length < recordsAtOnce) continue
      yield { records, position }
      records = []
    }
    if (records.length > 0) yield { records, position }
  }

  #is(status: Source['status']): void {
    if (status === this.#about.status) return
    this.#about = { ...this.#about, status }
    this.#onChange(this.#about)
  }
}

/** Why a journal cannot be read. @throws the error, if the reader's place is not there any more: it is another journal now */
function inWords(error: unknown, after: string | undefined): string {
  const { code, message } = error as Partial<HalflifeError>
  if (code === 'ERR_OPTION' && after !== undefined) throw error
  return error instanceof HalflifeError && message
    ? message
    : `The journal cannot be read (${code ?? error}).`
}
