import { firstPrev, hashOf } from '../chain.ts'
import type { JournalRecord } from '../record.ts'
import type { Note } from './note.ts'

/** A stream's last record and its hash: kept elsewhere, it shows that a stream was cut short or made anew. */
export interface Head {
  readonly version: number
  readonly hash: string
}

/** Whether each record is the one that was stored, and follows the one that it followed then. */
export class ChainCheck {
  /** Whether the stream has hashes at all; its first record says so. */
  isPresent: boolean | undefined
  isUnbroken = true
  /** The hash of the last record. */
  hash = firstPrev

  async take(stored: JournalRecord, note: Note): Promise<void> {
    const { prev, hash } = stored
    this.isPresent ??= prev !== undefined || hash !== undefined
    if (!this.isPresent && prev === undefined && hash === undefined) return
    if (prev !== this.hash) this.#broken(note, 'prev', prev, this.hash)
    // Over the forerunner that it names: a record is not to blame for the one before it.
    const own = await hashOrUndefined(stored, typeof prev === 'string' ? prev : this.hash)
    if (hash === undefined || hash !== own) this.#broken(note, 'hash', hash, own)
    this.hash = typeof hash === 'string' ? hash : (own ?? firstPrev)
  }

  #broken(note: Note, kind: 'prev' | 'hash', recorded: unknown, decided: unknown): void {
    this.isUnbroken = false
    note(kind, recorded, decided)
  }
}

/** What is not JSON has no hash. */
const hashOrUndefined = (stored: JournalRecord, prev: string) => hashOf(stored, prev).catch(() => undefined)
