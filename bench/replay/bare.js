// @ts-check
import Database from 'libsql'
import { stream } from '../growth/records.js'

/** @import { Measured } from '../harness/benchmark.js' */

/**
 * The least there is: one statement, and JSON.parse for each row.
 *
 * @param {import('./reading.js').Input} input
 * @returns {Measured}
 */
export function setUp({ file, count }) {
  const database = new Database(file, { readonly: true })
  const statement = database.prepare('SELECT record FROM records WHERE stream = ? ORDER BY version')
  const batch = () => {
    let version = 0
    let facts = 0
    for (const row of statement.iterate(stream)) {
      const record = JSON.parse(/** @type {{ record: string }} */ (row).record)
      version = record.version
      facts += record.facts.length
    }
    return { version, facts }
  }
  return { operations: count, batch, prove: batch, tearDown: () => database.close() }
}
