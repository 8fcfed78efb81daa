import { setImmediate as turn } from 'node:timers/promises'
import { checkRecords } from '../check-record.ts'
import { isClosed, isReadOnly } from '../durable/errors.ts'
import { beginning, headOf, isSameRecord, seal } from '../durable/seal.ts'
import type { Checkpoint, Journal, ReadRange } from '../journal.ts'
import { positionOf } from '../position.ts'
import type { JournalRecord } from '../record.ts'
import { loadCheckpoint, saveCheckpoint } from './checkpoints.ts'
import type { Database } from './database.ts'
import type { SqliteRow } from './driver.ts'
import { recordIn } from './record-row.ts'

/** How many rows are in memory at once while a journal is read. */
const pageSize = 256
/** How many rows one statement inserts: each call of the driver costs about as much as a row. */
const rowsAtOnce = 100

/** What is the same in all rows is bound once: binding a value costs about as much as storing it. */
function insert(rows: number): string {
  const values = Array.from({ length: rows }, (_, n) => `(?1, ?2 + ${n}, ?${n + 3})`)
  return `INSERT INTO records (stream, version, record) VALUES ${values.join()}`
}
const insertMany = insert(rowsAtOnce)
const insertOne = insert(1)

const newest = 'SELECT stream, version, record FROM records WHERE stream = ? ORDER BY version DESC LIMIT 1'
const between = `
  SELECT stream, version, record FROM records
  WHERE stream = ? AND version >= ? AND version <= ? ORDER BY version LIMIT ?`
const following = `
  SELECT position, stream, version, record FROM records
  WHERE position > ? ORDER BY position LIMIT ?`

type Positioned = JournalRecord & { readonly position: string }

/** A journal in an SQLite database. */
export class SqliteJournal implements Journal {
  readonly #database: Database
  readonly #file: string
  readonly #readOnly: boolean
  /** The last thing asked for: writing is done in the order in which it was asked for. */
  #last: Promise<unknown> = Promise.resolve()
  #isClosed = false

  constructor(database: Database, options: { readonly file: string; readonly readOnly: boolean }) {
    this.#database = database
    this.#file = options.file
    this.#readOnly = options.readOnly
  }

  async append(stream: string, records: readonly JournalRecord[], expectedVersion: number): Promise<number> {
    checkRecords(stream, records, expectedVersion)
    return this.#write(() => {
      const [last] = this.#database.all(newest, stream)
      const head = last ? headOf(recordIn(last)) : beginning
      if (head.version !== expectedVersion && this.#hasAll(stream, records)) return head.version
      const sealed = seal(stream, records, expectedVersion, head)
      this.#insert(stream, sealed.texts, expectedVersion + 1)
      return sealed.head.version
    })
  }

  async *read(stream: string, range: ReadRange = {}): AsyncIterable<JournalRecord> {
    const { fromVersion = 1, toVersion = Number.MAX_SAFE_INTEGER, untilMs = Infinity } = range
    const to = Math.min(toVersion, Number.MAX_SAFE_INTEGER)
    const pages = this.#pages((last) =>
      this.#database.rows(between, stream, last ? Number(last['version']) + 1 : fromVersion, to, pageSize),
    )
    for await (const rows of pages) {
      for (const row of rows) {
        const record = recordIn(row)
        if (record.atMs > untilMs) return
        yield record
      }
    }
  }

  async *readAll({ after }: { readonly after?: string } = {}): AsyncIterable<Positioned> {
    const [end] = await this.#database.rows("SELECT seq FROM sqlite_sequence WHERE name = 'records'")
    const from = positionOf(after, Number(end?.['seq'] ?? 0))
    const pages = this.#pages((last) =>
      this.#database.rows(following, last ? Number(last['position']) : from, pageSize),
    )
    for await (const rows of pages) {
      for (const row of rows) yield { ...recordIn(row), position: String(row['position']) }
    }
  }

  async saveCheckpoint(stream: string, checkpoint: Checkpoint): Promise<void> {
    await this.#write(() => saveCheckpoint(this.#database, stream, checkpoint))
  }

  async loadCheckpoint(stream: string, machine: string) {
    return loadCheckpoint(this.#database, stream, machine)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#last.catch(() => {})
    this.#database.close()
  }

  /** In one transaction, after all that was asked for before. */
  async #write<Result>(work: () => Result): Promise<Result> {
    if (this.#isClosed) throw isClosed(this.#file)
    if (this.#readOnly) throw isReadOnly(this.#file)
    const done = this.#last.catch(() => {}).then(() => this.#database.transaction(work))
    this.#last = done
    return done
  }

  /** Whether these very records are stored already: then a repeated append has nothing to do. */
  #hasAll(stream: string, records: readonly JournalRecord[]): boolean {
    const [from, to] = [records[0]?.version ?? 1, records.at(-1)?.version ?? 0]
    const stored = this.#database.all(between, stream, from, to, records.length).map(recordIn)
    const isThere = (record: JournalRecord, index: number) =>
      stored[index] !== undefined && isSameRecord(stored[index], record)
    return records.length > 0 && records.every(isThere)
  }

  #insert(stream: string, texts: readonly string[], firstVersion: number): void {
    let index = 0
    for (; index + rowsAtOnce <= texts.length; index += rowsAtOnce) {
      const row = [stream, firstVersion + index, ...texts.slice(index, index + rowsAtOnce)]
      this.#database.run(insertMany, row)
    }
    for (; index < texts.length; index++) {
      this.#database.run(insertOne, [stream, firstVersion + index, texts[index] as string])
    }
  }

  /** Rows, a page at a time: whoever reads a million records holds a few hundred. */
  async *#pages(
    load: (after: SqliteRow | undefined) => Promise<readonly SqliteRow[]>,
  ): AsyncIterable<readonly SqliteRow[]> {
    for (let last: SqliteRow | undefined; ; ) {
      const rows = await load(last)
      yield rows
      if (rows.length < pageSize) return
      last = rows.at(-1)
      // Timers have their turn: who reads a long journal may be keeping tokens alive.
      await turn()
    }
  }
}
