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

/** @type {readonly (readonly import('../../../../dist/index.js').JournalRecord[])[]} */
const all = JSON.parse(readFileSync(lives, 'utf8'))
/** Where each stands, before anybody who waits with us goes: so that only one of us can be right. */
const starts = await Promise.all(all.map(versionOf))

if (waits) {
  say('ready')
  await new Promise((resolve) => process.stdin.once('data', resolve))
  process.stdin.unref()
}

/** @param {readonly import('../../../../dist/index.js').JournalRecord[]} life */
async function versionOf(life) {
  let version = 0
  for await (const record of journal.read(life[0]?.stream ?? '')) version = record.version
  return version
}

/**
 * @param {readonly import('../../../../dist/index.js').JournalRecord[]} life
 * @param {number} version
 */
async function write(life, version) {
  const { stream = '' } = life[0] ?? {}
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

await Promise.all(all.map((life, n) => write(life, starts[n] ?? 0)))
await journal.close()
