// @ts-check
import { openSqliteJournal } from '../../dist/services/journal/sqlite/index.js'
import { stream } from '../growth/records.js'

/** @import { Journal } from '../../dist/index.js' */
/** @import { Measured } from '../harness/benchmark.js' */
/** @typedef {{ file: string, count: number }} Input */

/**
 * Reads the session from our journal, and does something with its records.
 *
 * @param {Input} input
 * @param {(records: ReturnType<Journal['read']>) => unknown} use what must be proved of it comes back
 * @returns {Promise<Measured>}
 */
export async function reading({ file, count }, use) {
  const journal = await openSqliteJournal(file, { readOnly: true })
  const batch = async () => use(journal.read(stream))
  return { operations: count, batch, prove: batch, tearDown: () => journal.close() }
}
