// @ts-check
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildJournal, longStream } from './build-journal.js'

/** @import { Command, Run } from '../harness/benchmark.js' */

const goalMb = 300
const cli = new URL('../../dist/cli/main.js', import.meta.url)

/**
 * How much memory the commands take over a whole journal.
 *
 * @param {boolean} isLong
 * @returns {Run}
 */
export function commands(isLong) {
  const records = isLong ? 1_000_000 : 20_000
  return {
    name: 'commands',
    title: `The commands over a journal of ${records.toLocaleString('en')} records`,
    compares:
      'Each in a process of its own, from its start to its end, by the clock on the wall. The journal is made first: SQLite, one session of half of ' +
      'the records, which ends with a kick, the others of 1,000 each. explain reads half of them, but twice: what happened, and what would ' +
      'have happened. Each must end with exit code 0, and tell of that session.',
    async run() {
      const folder = mkdtempSync(join(tmpdir(), 'halflife-bench-'))
      try {
        const file = join(folder, 'journal.db')
        await buildJournal(file, records)
        const all = []
        for (const argv of [
          ['verify', file],
          ['explain', file, '--stream', longStream],
          ['replay', file],
        ])
          all.push(await measured(argv, records))
        return { commands: all, goals: all.map(judge) }
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
  }
}

/** @param {Command} command */
const judge = ({ name, peakMb }) => ({
  text: `${name}: at most ${goalMb} MB of memory`,
  found: `${peakMb} MB`,
  isMet: peakMb <= goalMb,
})

/**
 * @param {readonly string[]} argv
 * @param {number} records
 * @returns {Promise<Command>}
 */
async function measured(argv, records) {
  const preload = new URL('./report-peak.js', import.meta.url).href
  const startMs = performance.now()
  const child = spawn(process.execPath, ['--import', preload, fileURLToPath(cli), ...argv], {
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  })
  const [output, peak] = [gathered(child.stdio[1]), gathered(child.stdio[3])]
  const [exitCode] = await once(child, 'close')
  const seconds = (performance.now() - startMs) / 1000
  const wanted = argv[0] === 'explain' ? 'was kicked' : longStream
  if (exitCode !== 0 || !output().includes(wanted))
    throw new Error(`${argv.join(' ')} ended with ${exitCode}: ${output().slice(0, 500)}`)
  const name = `halflife ${argv[0]}`
  return {
    name,
    seconds,
    recordsPerSecond: Math.round(records / seconds),
    peakMb: Math.round(Number(peak()) / 1024),
  }
}

/** @param {unknown} stream */
function gathered(stream) {
  let text = ''
  const readable = /** @type {import('node:stream').Readable} */ (stream)
  readable.on('data', (chunk) => {
    text += chunk
  })
  return () => text
}
