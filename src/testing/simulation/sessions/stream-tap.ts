import type { Journal } from '../../../services/journal/journal.ts'
import type { JournalRecord } from '../../../services/journal/record.ts'
import { BrokenPromise } from '../broken-promise.ts'
import { never } from './store/store.ts'
import { leaks } from './tokens.ts'

/** Listens in between a session and its journal: what is handed over, and what is acknowledged, of one stream. */
export class StreamTap {
  readonly stream: string
  /** By version, less 1: what was handed over. */
  readonly #handed: JournalRecord[] = []
  /** How often something was handed over. */
  appends = 0
  /** So many of them are acknowledged: whatever happens, they must be there. */
  acknowledged = 0
  /** So many were checked. */
  #checked = 0
  /** What is wrong with what was handed over. */
  #wrong: BrokenPromise | undefined

  constructor(stream: string) {
    this.stream = stream
  }

  /** The journal as the session is to have it. @param isDead whether its process has ended */
  tapped(journal: Journal, isDead: () => boolean): Journal {
    return {
      append: async (stream, records, expectedVersion) => {
        if (isDead()) return never()
        this.appends++
        this.#handOver(stream, records, expectedVersion)
        const version = await journal.append(stream, records, expectedVersion)
        this.acknowledged = Math.max(this.acknowledged, expectedVersion + records.length)
        return version
      },
      read: (stream, range) => journal.read(stream, range),
      readAll: (from) => journal.readAll(from),
      saveCheckpoint: (stream, checkpoint) => journal.saveCheckpoint(stream, checkpoint),
      loadCheckpoint: (stream, machine) => journal.loadCheckpoint(stream, machine),
      close: () => journal.close(),
    }
  }

  /** Nothing that was acknowledged waits to be checked. */
  get isChecked(): boolean {
    return this.#checked === this.acknowledged && !this.#wrong
  }

  /** What was acknowledged since the last time. @throws BrokenPromise */
  *take(): Generator<JournalRecord> {
    if (this.#wrong) throw this.#wrong
    while (this.#checked < this.acknowledged) yield this.#handed[this.#checked++] as JournalRecord
  }

  /**
   * After a crash: what is really there, from that version on. All that was acknowledged must be, and nothing that was
   * not handed over.
   *
   * @throws BrokenPromise
   */
  survive(found: readonly JournalRecord[], fromVersion: number): void {
    const last = fromVersion - 1 + found.length
    if (last < this.acknowledged)
      throw lost(`${this.acknowledged} records were acknowledged, and ${last} are there`)
    if (last > this.#handed.length)
      throw lost(`${this.#handed.length} records were written, and ${last} are there`)
    found.forEach((record, index) => {
      const version = fromVersion + index
      const handed = this.#handed[version - 1]
      if (record.version !== version || !isSame(record, handed))
        throw lost(`record ${version} is not the one that was written`)
    })
    this.#handed.length = last
    this.acknowledged = last
  }

  #handOver(stream: string, records: readonly JournalRecord[], expectedVersion: number): void {
    if (stream !== this.stream)
      this.#wrong ??= leaks(stream)
        ? new BrokenPromise('no-secret-leaves', 'the name of a stream holds a piece of a token')
        : lost('records are handed over under another name')
    if (expectedVersion !== this.acknowledged && !this.#isRepeated(records, expectedVersion))
      this.#wrong ??= lost(`an append expects version ${expectedVersion} after ${this.acknowledged}`)
    for (const [index, record] of records.entries()) {
      const version = expectedVersion + index + 1
      const before = this.#handed[version - 1]
      if (record.version !== version) this.#wrong ??= lost(`record ${record.version} came as ${version}`)
      if (before && before !== record && !isSame(before, record))
        this.#wrong ??= lost(`record ${version} was handed over twice, and differs`)
      this.#handed[version - 1] = record
    }
  }

  #isRepeated(records: readonly JournalRecord[], expectedVersion: number): boolean {
    return expectedVersion + records.length <= this.acknowledged
  }
}

const lost = (message: string) => new BrokenPromise('records-are-gapless', message)

/** The same history; who wrote it down, and in which form, is another matter. */
function isSame(one: JournalRecord, other: JournalRecord | undefined): boolean {
  return (
    other !== undefined &&
    one.type === other.type &&
    one.atMs === other.atMs &&
    one.state === other.state &&
    one.recordedAtMs === other.recordedAtMs &&
    isEqual(one.event, other.event) &&
    isEqual(one.facts, other.facts)
  )
}

/** Plain data, member by member; one that is undefined is not there. */
function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false
  for (const key of Object.keys({ ...one, ...other }))
    if (!isEqual((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key])) return false
  return true
}
