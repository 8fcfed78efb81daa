import { type Stats, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { HalflifeError } from '../../../errors.ts'
import { isClosed, unusable } from '../durable/errors.ts'
import {
  resultCodeOf,
  resultCodes,
  type SqliteConnection,
  type SqliteDriver,
  type SqliteRow,
  type SqliteStatement,
  type SqliteValue,
} from './driver.ts'
import { establish, whyNotOpened } from './schema.ts'

export interface DatabaseOptions {
  readonly driver: SqliteDriver
  /** An absolute path. */
  readonly file: string
  readonly readOnly: boolean
  readonly busyTimeoutMs: number
}

/** How long one call waits inside SQLite for a lock, where nothing else can run meanwhile, ms. */
const standstillMs = 10
/** How long to wait outside it until the next try, ms, at most: so many writers do not try in step. */
const pauseMs = 8

/** One journal's database: the connection to the file that is there now, and its transactions. */
export class Database {
  readonly #options: DatabaseOptions
  #connection: SqliteConnection | undefined
  #statements = new Map<string, SqliteStatement>()
  /** Which file the connection is to: another one may come to stand in its place. */
  #inode: Pick<Stats, 'dev' | 'ino'> | undefined
  #isClosed = false

  constructor(options: DatabaseOptions) {
    this.#options = options
  }

  /** @throws HalflifeError `ERR_JOURNAL_FILE`, `ERR_JOURNAL_NEWER`, `ERR_JOURNAL_LOCKED` */
  async open(): Promise<void> {
    await this.#patiently(() => this.#connect())
  }

  /** Rows, read outside a transaction. @throws HalflifeError `ERR_JOURNAL_FILE`, `ERR_JOURNAL_CORRUPT` */
  rows(sql: string, ...parameters: SqliteValue[]): Promise<readonly SqliteRow[]> {
    return this.#patiently(() => {
      this.#stayConnected()
      return this.all(sql, ...parameters)
    })
  }

  /** Rows, within a transaction. */
  all(sql: string, ...parameters: SqliteValue[]): readonly SqliteRow[] {
    return this.#prepared(sql).all(parameters)
  }

  /** Writes, within a transaction. */
  run(sql: string, parameters: readonly SqliteValue[] = []): void {
    this.#prepared(sql).run(parameters)
  }

  /**
   * Runs `work`, which writes, and returns once all of it is on disk; if it throws, nothing is.
   *
   * @throws HalflifeError `ERR_JOURNAL_LOCKED` if others write for longer than the time-out; `ERR_JOURNAL_FILE`
   */
  async transaction<Result>(work: () => Result): Promise<Result> {
    await this.#patiently(() => {
      this.#stayConnected()
      this.run('BEGIN IMMEDIATE')
    })
    try {
      const result = work()
      this.run('COMMIT')
      return result
    } catch (error) {
      this.#rollBack()
      throw this.#why(error)
    }
  }

  close(): void {
    this.#isClosed = true
    this.#emptyLog()
    this.#disconnect()
  }

  #connect(): void {
    const { driver, file, readOnly } = this.#options
    if (readOnly) this.#refuseAbsence()
    try {
      this.#connection = driver.open(file, { readOnly })
      this.#connection.exec(`PRAGMA busy_timeout = ${standstillMs}`)
      establish(this.#connection, file, readOnly)
      // Durable means on disk: every commit is synchronized, not only every checkpoint of the log.
      if (!readOnly) {
        this.#connection.prepare('PRAGMA journal_mode = WAL').all([])
        this.#connection.exec('PRAGMA synchronous = FULL')
        // Whoever wrote last may have died before it was on the disk: what is built upon must be.
        this.#connection.prepare('PRAGMA wal_checkpoint(PASSIVE)').all([])
      }
      this.#inode = statSync(file)
    } catch (error) {
      this.#disconnect()
      throw isBusy(error) ? error : whyNotOpened(file, error)
    }
  }

  #disconnect(): void {
    const connection = this.#connection
    this.#connection = undefined
    this.#statements = new Map()
    connection?.close()
  }

  /** Takes all from the log into the file, so that the file alone is the whole journal. */
  #emptyLog(): void {
    try {
      if (!this.#options.readOnly) this.#connection?.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all([])
    } catch {
      // Whoever opens the journal next finds the log beside it, and all that is in it.
    }
  }

  /** What would be written to a file that was taken away, or read from one that was replaced, is not the journal. */
  #stayConnected(): void {
    if (this.#isClosed) throw isClosed(this.#options.file)
    const { dev, ino } = this.#refuseAbsence()
    if (this.#connection && this.#inode?.ino === ino && this.#inode.dev === dev) return
    this.#disconnect()
    this.#connect()
  }

  #refuseAbsence(): Stats {
    const { file } = this.#options
    try {
      return statSync(file)
    } catch (error) {
      throw unusable(file, 'is not there', error)
    }
  }

  #prepared(sql: string): SqliteStatement {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = (this.#connection as SqliteConnection).prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  #rollBack(): void {
    try {
      if (this.#connection) this.run('ROLLBACK')
    } catch {
      // SQLite has rolled back already: it does so when the disk is full.
    }
  }

  /** Tries until nobody else is writing, and lets the process go on meanwhile. */
  async #patiently<Result>(attempt: () => Result): Promise<Result> {
    const { busyTimeoutMs, file } = this.#options
    const untilMs = performance.now() + busyTimeoutMs
    for (;;) {
      try {
        return attempt()
      } catch (error) {
        if (!isBusy(error)) throw this.#why(error)
        if (performance.now() < untilMs) await sleep(1 + Math.random() * pauseMs)
        else {
          const message = `${file} has been locked by another process for ${busyTimeoutMs} ms.`
          throw new HalflifeError('ERR_JOURNAL_LOCKED', message, { cause: error })
        }
      }
    }
  }

  #why(error: unknown): HalflifeError {
    const { file } = this.#options
    if (error instanceof HalflifeError) return error
    if (resultCodeOf(error) === resultCodes.corrupt) {
      return new HalflifeError('ERR_JOURNAL_CORRUPT', `${file} is damaged.`, { cause: error })
    }
    return unusable(file, 'cannot be used', error)
  }
}

const isBusy = (error: unknown) =>
  resultCodeOf(error) === resultCodes.busy || resultCodeOf(error) === resultCodes.locked
