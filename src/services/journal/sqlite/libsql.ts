import { pathToFileURL } from 'node:url'
import type { SqliteConnection, SqliteDriver, SqliteRow, SqliteValue } from './driver.ts'

/** What is used of libsql, which has no types of its own that hold here. */
export interface Libsql {
  new (
    path: string,
  ): {
    exec(sql: string): void
    prepare(sql: string): {
      run(parameters: readonly SqliteValue[]): unknown
      all(parameters: readonly SqliteValue[]): readonly SqliteRow[]
    }
    close(): void
  }
}

/** libsql, prebuilt for the common platforms. */
export const libsqlDriver = (Database: Libsql): SqliteDriver => ({
  name: 'libsql',
  open(file, { readOnly }): SqliteConnection {
    // It knows no option for this; but it takes SQLite's own URIs.
    const database = new Database(readOnly ? `${pathToFileURL(file).href}?mode=ro` : file)
    return {
      exec: (sql) => database.exec(sql),
      prepare(sql) {
        const statement = database.prepare(sql)
        return {
          run: (parameters) => void statement.run(parameters),
          all: (parameters) => statement.all(parameters),
        }
      },
      close: () => database.close(),
    }
  },
})
