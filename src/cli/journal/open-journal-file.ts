import type { JournalRecord } from '../../index.ts'
import { openJsonlJournal } from '../../services/journal/jsonl/index.ts'
import { exportFile } from './export-file.ts'
import type { JournalFile } from './journal-file.ts'
import { kindOf } from './journal-kind.ts'
import { openSqlite } from './open-sqlite.ts'

/**
 * Opens a journal, whatever its kind.
 *
 * @throws UsageError for what is no journal; HalflifeError `ERR_JOURNAL_FILE`, `ERR_JOURNAL_CORRUPT`,
 *   `ERR_JOURNAL_NEWER`, `ERR_JOURNAL_DRIVER`
 */
export async function openJournalFile(file: string): Promise<JournalFile> {
  const kind = await kindOf(file)
  if (kind === 'export') return exportFile(file)
  const journal =
    kind === 'sqlite' ? { ...methodsOf(await openSqlite(file)), torn: undefined } : await openFramed(file)
  return { file, kind, ...journal }
}

async function openFramed(file: string) {
  const journal = await openJsonlJournal(file, { readOnly: true })
  return { ...methodsOf(journal), torn: journal.repaired }
}

type Methods = Pick<JournalFile, 'read' | 'readAll' | 'close'>

const methodsOf = (journal: Methods): Methods => ({
  read: (stream, until) => journal.read(stream, until),
  readAll: () => withoutPositions(journal.readAll()),
  close: () => journal.close(),
})

/** Where a record is in one store is no part of it. */
async function* withoutPositions(
  records: AsyncIterable<JournalRecord & { readonly position?: string }>,
): AsyncIterable<JournalRecord> {
  for await (const { position: _, ...record } of records) yield record
}
