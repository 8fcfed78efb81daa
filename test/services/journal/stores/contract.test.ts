import { mkdtempSync, rmSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'libsql'
import { describe, it } from 'vitest'
import { createMemoryJournal, type Journal } from '../../../../src/index.ts'
import { openJsonlJournal } from '../../../../src/services/journal/jsonl/index.ts'
import { openSqliteJournal } from '../../../../src/services/journal/sqlite/index.ts'
import { type NodeSqlite, nodeSqliteDriver } from '../../../../src/services/journal/sqlite/node-sqlite.ts'
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

/** Node's own SQLite; where Node has none, libsql in its clothes. */
const nodeSqlite = isBuiltin('node:sqlite')
  ? 'node:sqlite'
  : nodeSqliteDriver({ DatabaseSync: inNodesClothes() })

function inNodesClothes(): NodeSqlite['DatabaseSync'] {
  return class {
    readonly #database: InstanceType<typeof Database>
    constructor(path: string, { readOnly }: { readonly readOnly: boolean }) {
      this.#database = new Database(readOnly ? `${pathToFileURL(path).href}?mode=ro` : path)
    }
    exec(sql: string) {
      this.#database.exec(sql)
    }
    prepare(sql: string) {
      const statement = this.#database.prepare(sql)
      return {
        run: (...parameters: unknown[]) => statement.run(parameters),
        all: (...parameters: unknown[]) => statement.all(parameters) as Record<string, unknown>[],
      }
    }
    close() {
      this.#database.close()
    }
  }
}

describe.each([
  ['memory', () => ({ journal: createMemoryJournal() })],
  ['sqlite', inFile(openSqliteJournal)],
  ['node:sqlite', inFile((file) => openSqliteJournal(file, { driver: nodeSqlite }))],
  ['jsonl', inFile(openJsonlJournal)],
])('the %s journal', (_, factory) => {
  for (const { name, run } of journalContract(factory)) it(name, run)
})
