// @ts-check
import Database from 'libsql'
import { appending } from './appending.js'
import { textOf } from './lives.js'

/** @param {{ size: number }} input */
export const setUp = ({ size }) =>
  appending(size, (file) => {
    const database = new Database(file)
    database.exec('PRAGMA journal_mode = WAL')
    database.exec('PRAGMA synchronous = FULL')
    database.exec(`CREATE TABLE records (
      position INTEGER PRIMARY KEY AUTOINCREMENT,
      stream TEXT NOT NULL, version INTEGER NOT NULL, record TEXT NOT NULL,
      UNIQUE (stream, version)) STRICT`)
    const insert = database.prepare('INSERT INTO records (stream, version, record) VALUES (?, ?, ?)')
    const insertAll = database.transaction(
      (/** @type {readonly (readonly [string, number, string])[]} */ rows) => {
        for (const row of rows) insert.run(...row)
      },
    )
    return {
      append: (stream, records) =>
        insertAll(records.map((record) => /** @type {const} */ ([stream, record.version, textOf(record)]))),
      texts: async () =>
        /** @type {string[]} */ (
          database.prepare('SELECT record FROM records ORDER BY position').pluck().all().map(String)
        ),
      close: () => database.close(),
    }
  })
