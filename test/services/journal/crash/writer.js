// @ts-check
import { readFileSync, writeSync } from 'node:fs'
import { openJsonlJournal } from '../../../../dist/services/journal/jsonl/index.js'
import { openSqliteJournal } from '../../../../dist/services/journal/sqlite/index.js'

// Appends the lives in a file to a journal, from where each of them stands, in batches of several sizes. Each
// time an append is acknowledged, so says standard output: `stream version`. A conflict is told, and fought out.

/** @type {{ store: string, file: string, lives: string, sizes: number[], waits: boolean }} */
const { store, file, lives, sizes, waits } = JSON.parse(process.argv[2] ?? '')
const journal = await (store === 'sqlite' ? openSqliteJournal(file) : openJsonlJournal(file))

/** @param {string} line */
const say = (line) => writeSync(1, `${line}\n`)

if (waits) {
  say('ready')
  await new Promise((resolve) => process.stdin.once('data', resolve))
  process.stdin.unref()
}

/** @param {readonly import('../../../../dist/index.js').JournalRecord[]} life */
async function write(life) {
  const { stream = '' } = life[0] ?? {}
  let version = 0
  for await (const record of journal.read(stream)) version = record.version
  for (let turn = version; version < life.length; turn++) {
    const batch = life.slice(version, version + (sizes[turn % sizes.length] ?? 1))
    try {
      version = await journal.append(stream, batch, version)
      say(`${stream} ${version}`)
    } catch (error) {
      const { code, actualVersion } = /** @type {Record<string, unknown>} */ (error)
      if (code !== 'ERR_VERSION_CONFLICT') throw error
      say(`${code} ${stream} ${version} ${actualVersion}`)
      version = Number(actualVersion)
    }
  }
}

await Promise.all(JSON.parse(readFileSync(lives, 'utf8')).map(write))
await journal.close()
