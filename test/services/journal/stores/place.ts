import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Journal, JournalRecord } from '../../../../src/index.ts'
import { type JsonlJournalOptions, openJsonlJournal } from '../../../../src/services/journal/jsonl/index.ts'
import {
  openSqliteJournal,
  type SqliteJournalOptions,
} from '../../../../src/services/journal/sqlite/index.ts'

/** A folder of this test's own; gone when the test is over. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'halflife-journal-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** A journal that is closed when the test is over. */
export async function closedLater<Opened extends Journal>(opening: Promise<Opened>): Promise<Opened> {
  const journal = await opening
  onTestFinished(() => journal.close())
  return journal
}

export const openJsonl = (file: string, options?: JsonlJournalOptions) =>
  closedLater(openJsonlJournal(file, options))

export const openSqlite = (file: string, options?: SqliteJournalOptions) =>
  closedLater(openSqliteJournal(file, options))

/** The stores in files, by name. */
export const stores = [
  ['sqlite', openSqliteJournal],
  ['jsonl', openJsonlJournal],
] as const

export async function all(records: AsyncIterable<JournalRecord>): Promise<JournalRecord[]> {
  const array: JournalRecord[] = []
  for await (const record of records) array.push(record)
  return array
}

/** All that a journal holds, without what the store added. */
export const contentOf = async (journal: Journal): Promise<JournalRecord[]> =>
  (await all(journal.readAll())).map((record) => {
    const { prev: _, hash: __, position: ___, ...rest } = record as JournalRecord & { position: string }
    return rest
  })

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  const outcome = await promise.then(
    () => new Error('it did not reject'),
    (error) => error,
  )
  return outcome
}
