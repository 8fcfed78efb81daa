import { checkRecords } from '../check-record.ts'
import { isClosed, isReadOnly } from '../durable/errors.ts'
import { isSameRecord, seal } from '../durable/seal.ts'
import type { Checkpoint, Journal, ReadRange } from '../journal.ts'
import { noPosition, positionOf } from '../position.ts'
import type { JournalRecord } from '../record.ts'
import type { CheckpointStore } from './checkpoints.ts'
import type { Addition, Log } from './log.ts'
import type { Repair } from './repair.ts'

/** An append that waits for its turn. */
interface Waiting {
  readonly stream: string
  readonly records: readonly JournalRecord[]
  readonly expectedVersion: number
  resolve(version: number): void
  reject(error: unknown): void
}

type Positioned = JournalRecord & { readonly position: string }

/** How many records are written in one go, unless a single append has more. */
const mostAtOnce = 1000

/** A journal in a text file. */
export class JsonlJournal implements Journal {
  readonly #log: Log
  readonly #checkpoints: CheckpointStore
  readonly #file: string
  readonly #readOnly: boolean
  #waiting: Waiting[] = []
  #writing: Promise<void> | undefined
  #isClosed = false

  constructor(
    log: Log,
    checkpoints: CheckpointStore,
    { file, readOnly }: { readonly file: string; readonly readOnly: boolean },
  ) {
    this.#log = log
    this.#checkpoints = checkpoints
    this.#file = file
    this.#readOnly = readOnly
  }

  /** What had to be left out of the file for the rest to be of use; `undefined` if nothing had. */
  get repaired(): Repair | undefined {
    return this.#log.repaired
  }

  async append(stream: string, records: readonly JournalRecord[], expectedVersion: number): Promise<number> {
    checkRecords(stream, records, expectedVersion)
    this.#refuseWriting()
    return new Promise((resolve, reject) => {
      this.#waiting.push({ stream, records, expectedVersion, resolve, reject })
      this.#writing ??= this.#writeAll()
    })
  }

  async *read(stream: string, range: ReadRange = {}): AsyncIterable<JournalRecord> {
    const { fromVersion = 1, toVersion = Infinity, untilMs = Infinity } = range
    await this.#look()
    const reader = this.#log.reader()
    for (let version = Math.max(1, Math.ceil(fromVersion)); version <= toVersion; version++) {
      const record = await this.#log.record(reader, stream, version)
      if (!record || record.atMs > untilMs) return
      yield record
    }
  }

  async *readAll({ after }: { readonly after?: string } = {}): AsyncIterable<Positioned> {
    await this.#look()
    const reader = this.#log.reader()
    let at = positionOf(after, this.#log.end)
    // A position is the byte at which the next line begins.
    if (at > 0 && !(await this.#log.isLineEnd(at))) throw noPosition(after)
    while (at < this.#log.end) {
      const { record, next } = await this.#log.entry(reader, at)
      yield { ...record, position: String(next) }
      at = next
    }
  }

  async saveCheckpoint(stream: string, checkpoint: Checkpoint): Promise<void> {
    this.#refuseWriting()
    await this.#checkpoints.save(stream, checkpoint)
  }

  async loadCheckpoint(stream: string, machine: string) {
    await this.#look()
    return this.#checkpoints.load(stream, machine)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#writing
    await this.#log.close()
  }

  #refuseWriting(): void {
    if (this.#isClosed) throw isClosed(this.#file)
    if (this.#readOnly) throw isReadOnly(this.#file)
  }

  /** Readers of a journal that another process writes find what it wrote meanwhile. */
  async #look(): Promise<void> {
    if (this.#isClosed) throw isClosed(this.#file)
    if (!this.#readOnly) return
    this.#checkpoints.forget()
    await this.#log.lookAgain()
  }

  /** Appends that come while others are being synchronized share the next write. */
  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#nextGroup()
      try {
        await this.#log.prepare()
        await this.#writeGroup(group)
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    // Within the same step as the last look at who waits: or one that comes in between would wait for ever.
    this.#writing = undefined
  }

  /** The first of those that wait, at most one of each stream: each has to know what the one before it came to. */
  #nextGroup(): readonly Waiting[] {
    const group = new Map<string, Waiting>()
    const left: Waiting[] = []
    let count = 0
    for (const one of this.#waiting) {
      count += one.records.length
      const hasRoom = group.size === 0 || count <= mostAtOnce
      if (hasRoom && !group.has(one.stream)) group.set(one.stream, one)
      else left.push(one)
    }
    this.#waiting = left
    return [...group.values()]
  }

  async #writeGroup(group: readonly Waiting[]): Promise<void> {
    const additions = new Map<Waiting, Addition>()
    for (const one of group) {
      try {
        const { stream, records, expectedVersion } = one
        const head = this.#log.head(stream)
        if (head.version !== expectedVersion && (await this.#hasAll(one))) one.resolve(head.version)
        else additions.set(one, { stream, ...seal(stream, records, expectedVersion, head) })
      } catch (error) {
        one.reject(error)
      }
    }
    await this.#log.write([...additions.values()])
    for (const [{ resolve }, { head }] of additions) resolve(head.version)
  }

  /** Whether these very records are stored already: then a repeated append has nothing to do. */
  async #hasAll({ stream, records }: Waiting): Promise<boolean> {
    const reader = this.#log.reader()
    for (const record of records) {
      const stored = await this.#log.record(reader, stream, record.version)
      if (!stored || !isSameRecord(stored, record)) return false
    }
    return records.length > 0
  }
}
