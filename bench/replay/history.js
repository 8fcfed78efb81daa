// @ts-check
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteJournal } from '../../dist/services/journal/sqlite/index.js'
import { records, stream } from '../growth/records.js'

/**
 * Writes a session into an SQLite journal, once for all who are compared.
 *
 * @param {number} count how many records
 */
export async function writtenHistory(count) {
  const folder = mkdtempSync(join(tmpdir(), 'halflife-bench-'))
  const file = join(folder, 'journal.db')
  const journal = await openSqliteJournal(file)
  let version = 0
  /** @type {import('../../dist/index.js').JournalRecord[]} */
  let batch = []
  for (const record of records(count)) {
    batch.push(record)
    if (batch.length < 1000 && record.version < count) continue
    version = await journal.append(stream, batch, version)
    batch = []
  }
  await journal.close()
  return { input: { file, count }, remove: () => rmSync(folder, { recursive: true }) }
}
