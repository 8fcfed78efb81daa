export type SqliteValue = string | number
export type SqliteRow = Readonly<Record<string, unknown>>

/** A prepared statement. Its parameters are positional. */
export interface SqliteStatement {
  run(parameters: readonly SqliteValue[]): void
  all(parameters: readonly SqliteValue[]): readonly SqliteRow[]
}

/** One open database. Every call is synchronous; what fails, throws. */
export interface SqliteConnection {
  exec(sql: string): void
  prepare(sql: string): SqliteStatement
  close(): void
}

/** All that a journal wants of SQLite: whoever has another binding writes these few lines for it. */
export interface SqliteDriver {
  readonly name: string
  /** @param file an absolute path. It is there already if it is opened for reading only */
  open(file: string, options: { readonly readOnly: boolean }): SqliteConnection
}

/** The first rows of SQLite's result codes that a journal acts on. */
export const resultCodes = { busy: 5, locked: 6, corrupt: 11, notADatabase: 26 } as const

/** SQLite's primary result code in a driver's error: libsql calls it `rawCode`, node:sqlite `errcode`. */
export function resultCodeOf(error: unknown): number | undefined {
  const { rawCode, errcode } = (error ?? {}) as { rawCode?: unknown; errcode?: unknown }
  const code = rawCode ?? errcode
  return typeof code === 'number' ? code & 0xff : undefined
}
