import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { createMemoryJournal, type Journal } from '../../../../src/index.ts'
import { openJsonlJournal } from '../../../../src/services/journal/jsonl/index.ts'
import { openSqliteJournal } from '../../../../src/services/journal/sqlite/index.ts'
import { journalContract } from '../../../../src/testing/index.ts'

/** A store in a file of its own. */
const inFile = (open: (file: string) => Promise<Journal>) => async () => {
  const folder = mkdtempSync(join(tmpdir(), 'halflife-journal-'))
  const file = join(folder, 'journal')
  return {
    journal: await open(file),
    reopen: () => open(file),
    dispose: () => rmSync(folder, { recursive: true }),
  }
}

describe.each([
  ['memory', () => ({ journal: createMemoryJournal() })],
  ['sqlite', inFile(openSqliteJournal)],
  ['jsonl', inFile(openJsonlJournal)],
])('the %s journal', (_, factory) => {
  for (const { name, run } of journalContract(factory)) it(name, run)
})
