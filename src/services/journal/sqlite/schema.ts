import { HalflifeError } from '../../../errors.ts'
import { unusable } from '../durable/errors.ts'
import { resultCodeOf, resultCodes, type SqliteConnection } from './driver.ts'

/** Says in a file's header that it is a journal of ours: "half". */
export const applicationId = 0x68616c66
/** The number of this schema. */
export const schemaVersion = 1

// AUTOINCREMENT: a position is never given twice, even where records were deleted at the end.
const tables = `
  CREATE TABLE records (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    record TEXT NOT NULL,
    UNIQUE (stream, version)
  ) STRICT;
  CREATE TABLE checkpoints (
    stream TEXT NOT NULL,
    machine TEXT NOT NULL,
    version INTEGER NOT NULL,
    snapshot TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (stream, machine)
  ) STRICT;
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${schemaVersion};`

/**
 * Sees to it that a database is a journal: makes one of an empty file, takes one of ours, refuses all else.
 *
 * @throws HalflifeError `ERR_JOURNAL_FILE` for what is no database, or another one; `ERR_JOURNAL_NEWER`
 */
export function establish(connection: SqliteConnection, file: string, readOnly: boolean): void {
  if (!readOnly && isEmpty(connection)) {
    // Two who begin one journal at once: the second waits for the first, and finds its tables there.
    connection.exec('BEGIN IMMEDIATE')
    try {
      if (isEmpty(connection)) connection.exec(tables)
      connection.exec('COMMIT')
    } catch (error) {
      connection.exec('ROLLBACK')
      throw error
    }
  }
  if (pragma(connection, 'application_id') !== applicationId) {
    throw unusable(file, 'is a database, but not a journal of halflife')
  }
  const version = pragma(connection, 'user_version')
  if (version > schemaVersion) {
    throw new HalflifeError(
      'ERR_JOURNAL_NEWER',
      `${file} is a journal of schema ${version}, and this is schema ${schemaVersion}. Update halflife.`,
    )
  }
}

/** What a driver threw while a file was opened, in words that say what is the matter. */
export function whyNotOpened(file: string, error: unknown): HalflifeError {
  if (error instanceof HalflifeError) return error
  if (resultCodeOf(error) === resultCodes.notADatabase) return unusable(file, 'is no SQLite database', error)
  return unusable(file, 'cannot be opened as a journal', error)
}

const isEmpty = (connection: SqliteConnection): boolean =>
  connection.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').all([]).length === 0 &&
  pragma(connection, 'application_id') === 0

function pragma(connection: SqliteConnection, name: string): number {
  return Number(connection.prepare(`PRAGMA ${name}`).all([])[0]?.[name])
}
