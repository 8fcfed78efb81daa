import { access, constants } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Journal } from '../../index.ts'
import { findDriver } from '../../services/journal/sqlite/find-driver.ts'
import { openSqliteJournal } from '../../services/journal/sqlite/index.ts'

/**
 * Opens an SQLite journal for reading only.
 *
 * SQLite shares its log with whoever writes by way of a file beside the database, which it makes if it is not there.
 * In a folder where that cannot be, and without a log, nobody is writing: then the file is read as it stands.
 */
export async function openSqlite(file: string): Promise<Journal> {
  const isStill = !(await can(dirname(file), constants.W_OK)) && !(await can(`${file}-wal`, constants.F_OK))
  if (!isStill) return openSqliteJournal(file, { readOnly: true })
  const driver = await findDriver()
  return openSqliteJournal(file, {
    readOnly: true,
    driver: {
      name: driver.name,
      open: (path) => driver.open(`${pathToFileURL(path).href}?immutable=1`, { readOnly: false }),
    },
  })
}

const can = (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  )
