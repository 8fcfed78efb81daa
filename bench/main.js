// @ts-check
import { existsSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { benchmarks } from './benchmarks.js'
import { runBenchmark } from './harness/run-benchmark.js'
import { drawPictures } from './report/pictures.js'
import { asJson, comparison, emptyReport, measurement } from './report/report.js'
import { table } from './report/table.js'

const help = `node bench/main.js [benchmark...]

Compares the built library (npm run build) with its peers. Without a name, every benchmark runs.

${benchmarks(false)
  .map(({ name, title }) => `  ${name.padEnd(16)}${title}`)
  .join('\n')}

  --long            histories of millions of records, where it is thousands; about 20 minutes
  --rounds <n>      how often each subject has its turn; default 60
  --json <file>     writes the results, round by round
  --pictures <dir>  draws them: one SVG for each benchmark
  --strict          exit code 1 if a goal is missed; without it, 0
  --help`

/** @returns {ReturnType<typeof read>} */
function asked() {
  try {
    return read()
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}

function read() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '60' },
      long: { type: 'boolean', default: false },
      json: { type: 'string' },
      pictures: { type: 'string' },
      strict: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const unknown = positionals.find((name) => !benchmarks(false).some((benchmark) => benchmark.name === name))
  if (unknown) throw new Error(`There is no benchmark ${unknown}.`)
  const rounds = Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds must be a whole number, at least 1.')
  return { ...values, rounds, names: positionals }
}

/**
 * @param {string} why
 * @returns {never}
 */
function refuse(why) {
  console.error(`${why}\n\n${help}`)
  process.exit(2)
}

const { names, rounds, long, json, pictures, strict, help: wantsHelp } = asked()
if (wantsHelp) {
  console.log(help)
  process.exit()
}
if (!existsSync(new URL('../dist/index.js', import.meta.url))) refuse('Nothing is built: npm run build.')

const report = emptyReport(long, rounds)
const { node, system, cpu, cpuCount } = report.machine
console.log(`Node ${node}, ${system}, ${cpuCount} x ${cpu}; commit ${report.commit}`)
console.log(
  `${rounds} rounds; each subject in a process of its own, by turns; CPU time (or wall time, where it is said), medians of rounds.\n`,
)

for (const benchmark of benchmarks(long)) {
  if (names.length > 0 && !names.includes(benchmark.name)) continue
  const found =
    'run' in benchmark
      ? measurement(benchmark, await benchmark.run())
      : comparison(benchmark, await runBenchmark(benchmark, benchmark.rounds ?? rounds))
  console.log(`${table(found)}\n`)
  report.benchmarks.push(found)
  // After each of them: a long run that breaks off has not been for nothing.
  if (json) writeFileSync(json, asJson(report))
}

if (pictures) drawPictures(report, pictures)
const isMissed = report.benchmarks.some(({ goals }) => goals.some(({ isMet }) => !isMet))
if (strict && isMissed) process.exitCode = 1
