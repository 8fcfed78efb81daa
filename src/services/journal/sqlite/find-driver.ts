import { HalflifeError } from '../../../errors.ts'
import type { SqliteDriver } from './driver.ts'
import { type Libsql, libsqlDriver } from './libsql.ts'
import { type NodeSqlite, nodeSqliteDriver } from './node-sqlite.ts'

/** Loads one SQLite, or throws. */
export type LoadDriver = () => Promise<SqliteDriver>

/** Node's types, of the oldest version we run on, have never heard of it. */
const nodeSqlite: string = 'node:sqlite'

const loaders: Readonly<Record<string, LoadDriver>> = {
  libsql: async () => libsqlDriver((await import('libsql')).default as unknown as Libsql),
  'node:sqlite': async () => nodeSqliteDriver((await import(nodeSqlite)) as NodeSqlite),
}

/**
 * The SQLite that is there: libsql, which is one of our optional dependencies; else Node's own.
 *
 * @param name which of them, if not the first that is there
 * @throws HalflifeError `ERR_JOURNAL_DRIVER`, `ERR_OPTION`
 */
export async function findDriver(name?: string, available = loaders): Promise<SqliteDriver> {
  const wanted = name === undefined ? Object.keys(available) : [name]
  const errors: unknown[] = []
  for (const candidate of wanted) {
    const load = available[candidate]
    if (!load) throw new HalflifeError('ERR_OPTION', `driver must be ${Object.keys(available).join(' or ')}.`)
    try {
      return await load()
    } catch (error) {
      errors.push(error)
    }
  }
  throw new HalflifeError(
    'ERR_JOURNAL_DRIVER',
    `There is no SQLite here: ${wanted.join(' and ')} cannot be loaded. Run \`npm install libsql\`, or use Node 22.13 or later, which has its own.`,
    { cause: new AggregateError(errors) },
  )
}
