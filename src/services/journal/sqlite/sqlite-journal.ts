import { hash as digest } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { checkRecords } from '../check-record.ts'
import { isClosed, isReadOnly } from '../durable/errors.ts'
import { beginning, headOf, isSameRecord, seal } from '../durable/seal.ts'
import { corrupt } from '../errors.ts'
import type { Checkpoint, Journal, ReadRange } from '../journal.ts'
import { positionOf } from '../position.ts'
import type { JournalRecord } from '../record.ts'
import type { Database } from './database.ts'
import type { SqliteRow } from './driver.ts'

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
      const [last] = this.#records('WHERE stream = ? ORDER BY version DESC LIMIT 1', stream)
      const head = last ? headOf(last) : beginning
      if (head.version !== expectedVersion && this.#hasAll(stream, records)) return head.version
      const sealed = seal(stream, records, expectedVersion, head)
      this.#insert(stream, sealed.texts, expectedVersion + 1)
      return sealed.head.version
    })
  }

  async *read(stream: string, range: ReadRange = {}): AsyncIterable<JournalRecord> {
    const { fromVersion = 1, toVersion = Number.MAX_SAFE_INTEGER, untilMs = Infinity } = range
    const to = Math.min(toVersion, Number.MAX_SAFE_INTEGER)
    const sql = `SELECT stream, version, record FROM records
      WHERE stream = ? AND version >= ? AND version <= ? ORDER BY version LIMIT ?`
    const pages = this.#pages((last) =>
      this.#database.rows(sql, stream, last ? Number(last['version']) + 1 : fromVersion, to, pageSize),
    )
    for await (const rows of pages) {
      for (const row of rows) {
        const record = parse(row)
        if (record.atMs > untilMs) return
        yield record
      }
    }
  }

  async *readAll({ after }: { readonly after?: string } = {}): AsyncIterable<Positioned> {
    const [end] = await this.#database.rows("SELECT seq FROM sqlite_sequence WHERE name = 'records'")
    const from = positionOf(after, Number(end?.['seq'] ?? 0))
    const sql = `SELECT position, stream, version, record FROM records
      WHERE position > ? ORDER BY position LIMIT ?`
    const pages = this.#pages((last) =>
      this.#database.rows(sql, last ? Number(last['position']) : from, pageSize),
    )
    for await (const rows of pages) {
      for (const row of rows) yield { ...parse(row), position: String(row['position']) }
    }
  }

  async saveCheckpoint(stream: string, { machine, version, snapshot }: Checkpoint): Promise<void> {
    const text = JSON.stringify(snapshot)
    const row = [stream, machine, version, text, sumOf(stream, machine, version, text)]
    await this.#write(() =>
      this.#database.run(
        `INSERT INTO checkpoints (stream, machine, version, snapshot, hash) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (stream, machine) DO UPDATE SET
           version = excluded.version, snapshot = excluded.snapshot, hash = excluded.hash
         WHERE excluded.version >= version`,
        row,
      ),
    )
  }

  async loadCheckpoint(stream: string, machine: string) {
    const [row] = await this.#database.rows(
      'SELECT version, snapshot, hash FROM checkpoints WHERE stream = ? AND machine = ?',
      stream,
      machine,
    )
    if (!row) return undefined
    const [version, text] = [Number(row['version']), String(row['snapshot'])]
    const isWhole = sumOf(stream, machine, version, text) === row['hash']
    return { version, snapshot: isWhole ? (JSON.parse(text) as unknown) : undefined }
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

  #records(where: string, ...parameters: (string | number)[]): readonly JournalRecord[] {
    const rows = this.#database.all(`SELECT stream, version, record FROM records ${where}`, ...parameters)
    return rows.map((row) => parse(row))
  }

  /** Whether these very records are stored already: then a repeated append has nothing to do. */
  #hasAll(stream: string, records: readonly JournalRecord[]): boolean {
    const [from, to] = [records[0]?.version ?? 1, records.at(-1)?.version ?? 0]
    const stored = this.#records(
      'WHERE stream = ? AND version >= ? AND version <= ? ORDER BY version',
      stream,
      from,
      to,
    )
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

function parse({ stream, version, record }: SqliteRow): JournalRecord {
  try {
    return JSON.parse(String(record))
  } catch {
    throw corrupt(String(stream), Number(version), 'the record is no JSON')
  }
}

const sumOf = (...parts: (string | number)[]) => digest('sha256', JSON.stringify(parts), 'hex')
