import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJsonl, type Journal, type JournalRecord } from 'halflife'
import { runCli } from '../../src/cli/run.ts'
import { openJsonlJournal } from '../../src/services/journal/jsonl/index.ts'
import { openSqliteJournal } from '../../src/services/journal/sqlite/index.ts'
import { play } from '../services/journal/histories/scenes.ts'
import { capturedIo } from './captured-io.ts'

/** What the sessions of these scenes recorded, as the memory journal has it. */
export async function recordsOfScenes(...scenes: readonly string[]): Promise<JournalRecord[]> {
  const records: JournalRecord[] = []
  for (const scene of scenes) {
    const { journal, stream } = await play(scene)
    for await (const record of journal.read(stream)) records.push(record)
  }
  return records
}

/** A folder of its own, with journals in it. */
export async function journalFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'halflife-'))
  const store = async (journal: Journal, records: readonly JournalRecord[]) => {
    for (const record of records) await journal.append(record.stream, [record], record.version - 1)
    await journal.close()
  }
  const at = (name: string) => join(folder, name)
  return {
    at,
    async sqlite(name: string, records: readonly JournalRecord[]) {
      await store(await openSqliteJournal(at(name)), records)
      return at(name)
    },
    async jsonl(name: string, records: readonly JournalRecord[]) {
      await store(await openJsonlJournal(at(name)), records)
      return at(name)
    },
    async exported(name: string, records: readonly JournalRecord[]) {
      const lines: string[] = []
      for await (const line of exportJsonl(records)) lines.push(line)
      await writeFile(at(name), lines.join(''))
      return at(name)
    },
    async changed(from: string, name: string, change: (text: string) => string) {
      await writeFile(at(name), change(await readFile(from, 'utf8')))
      return at(name)
    },
  }
}

/** Runs the command into a pipe, or on a terminal. */
export async function run(argv: readonly string[], capture: Parameters<typeof capturedIo>[0] = {}) {
  const { io, written } = capturedIo(capture)
  return { exitCode: await runCli(argv, io), ...written }
}
