import type { SqliteConnection, SqliteDriver, SqliteRow, SqliteValue } from './driver.ts'

/** What is used of node:sqlite, which this version of Node's types does not know. */
export interface NodeSqlite {
  readonly DatabaseSync: new (
    path: string,
    options: { readonly readOnly: boolean },
  ) => {
    exec(sql: string): void
    prepare(sql: string): {
      run(...parameters: SqliteValue[]): unknown
      all(...parameters: SqliteValue[]): readonly SqliteRow[]
    }
    close(): void
  }
}

/** The SQLite in Node itself, from Node 22.13 on without a flag. */
export const nodeSqliteDriver = ({ DatabaseSync }: NodeSqlite): SqliteDriver => ({
  name: 'node:sqlite',
  open(file, options): SqliteConnection {
    const database = new DatabaseSync(file, options)
    return {
      exec: (sql) => database.exec(sql),
      prepare(sql) {
        const statement = database.prepare(sql)
        return {
          run: (parameters) => void statement.run(...parameters),
          all: (parameters) => statement.all(...parameters),
        }
      },
      close: () => database.close(),
    }
  },
})
