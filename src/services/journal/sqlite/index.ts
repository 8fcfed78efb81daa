import { resolve } from 'node:path'
import type { Journal } from '../journal.ts'
import { Database } from './database.ts'
import type { SqliteDriver } from './driver.ts'
import { findDriver } from './find-driver.ts'
import { SqliteJournal } from './sqlite-journal.ts'

export type { SqliteConnection, SqliteDriver, SqliteRow, SqliteStatement, SqliteValue } from './driver.ts'

export interface SqliteJournalOptions {
  /** Only to look: nothing is written, and the file must be there. Default `false`. */
  readonly readOnly?: boolean
  /** How long to wait for another process that writes, ms. The event loop goes on meanwhile. Default 5 000. */
  readonly busyTimeoutMs?: number
  /** `'libsql'`, `'node:sqlite'`, or one of your own. Default: libsql if it is installed, else Node's. */
  readonly driver?: 'libsql' | 'node:sqlite' | SqliteDriver
}

/**
 * A journal in one SQLite file. What `append` has acknowledged is on disk (WAL, `synchronous=FULL`); each append is
 * one transaction. Several processes may write to one file: each stream has one writer, and who comes second on a
 * stream gets a VersionConflictError. Records are chained by `prev` and `hash`.
 *
 * The table `records` has a column `record`, one JSON text a row, for who would rather ask in SQL.
 *
 * @param file made if it is not there; its folder must be
 * @example
 * import { openSqliteJournal } from 'halflife/journal/sqlite'
 * const session = openSession({ journal: await openSqliteJournal('journal.db'), stream: 'room-7/alice', ... })
 * @throws HalflifeError `ERR_JOURNAL_DRIVER`: no SQLite here; `ERR_JOURNAL_FILE`: the file is no database, or not a
 *   journal, or cannot be opened; `ERR_JOURNAL_NEWER`: made by a later version; `ERR_JOURNAL_LOCKED`
 */
export async function openSqliteJournal(file: string, options: SqliteJournalOptions = {}): Promise<Journal> {
  const { readOnly = false, busyTimeoutMs = 5000, driver } = options
  const settings = {
    file: resolve(file),
    readOnly,
    busyTimeoutMs,
    driver: typeof driver === 'object' ? driver : await findDriver(driver),
  }
  const database = new Database(settings)
  await database.open()
  return new SqliteJournal(database, settings)
}
