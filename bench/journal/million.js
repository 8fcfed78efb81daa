// @ts-check
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { machine } from '../report/machine.js'
import { buildJournal, longStream } from './build-journal.js'

const help = `node bench/journal/million.js

How much memory halflife takes to verify a journal of a million records, and to explain its longest session. The
journal is made once, in the folder for temporary files: one session of half of the records, the others of 1,000 each.
(explain reads half of them, but twice: what happened, and what would have happened.)

  --records <n> default 1000000; a multiple of 2000
  --strict      exit code 1 if a goal is missed
  --help`

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '1000000' },
    strict: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  console.log(help)
  process.exit()
}

const records = Number(values.records)
const goalMb = 300
const cli = new URL('../../dist/cli/main.js', import.meta.url)
if (!existsSync(cli)) throw new Error('Nothing is built: npm run build.')
const file = join(tmpdir(), `halflife-bench-${records}.db`)
const { node, system, cpuCount, cpu } = machine()
console.log(`Node ${node}, ${system}, ${cpuCount} x ${cpu}`)
if (!existsSync(file)) {
  const startMs = performance.now()
  await buildJournal(file, records)
  console.log(`made ${file} in ${seconds(performance.now() - startMs)} s`)
}

console.log(`\n${'command'.padEnd(28)}   seconds   records/s   peak MB   of the goal of ${goalMb} MB`)
let isMet = true
for (const argv of [
  ['verify', file],
  ['explain', file, '--stream', longStream],
  ['replay', file],
]) {
  const { exitCode, ms, peakMb, output } = await measure(argv)
  const wanted = argv[0] === 'explain' ? 'was kicked' : longStream
  if (exitCode !== 0 || !output.includes(wanted))
    throw new Error(`${argv.join(' ')} ended with ${exitCode}: ${output.slice(0, 500)}`)
  const cells = [
    `halflife ${argv[0]}`.padEnd(28),
    seconds(ms).padStart(7),
    Math.round((records / ms) * 1000)
      .toLocaleString('en-US')
      .padStart(9),
    peakMb.toFixed(0).padStart(7),
    `${(peakMb / goalMb).toFixed(2)} ${peakMb <= goalMb ? 'met' : 'MISSED'}`,
  ]
  console.log(cells.join('   '))
  isMet &&= peakMb <= goalMb
}
if (values.strict && !isMet) process.exitCode = 1

/**
 * Runs the command in a process of its own.
 *
 * @param {readonly string[]} argv
 */
async function measure(argv) {
  const preload = new URL('./report-peak.js', import.meta.url).href
  const startMs = performance.now()
  const child = spawn(process.execPath, ['--import', preload, fileURLToPath(cli), ...argv], {
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  })
  const [output, peak] = [gathered(child.stdio[1]), gathered(child.stdio[3])]
  const [exitCode] = await once(child, 'close')
  return {
    exitCode: Number(exitCode),
    ms: performance.now() - startMs,
    output: output(),
    peakMb: Number(peak()) / 1024,
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

/** @param {number} ms */
function seconds(ms) {
  return (ms / 1000).toFixed(1)
}
