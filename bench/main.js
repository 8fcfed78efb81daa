// @ts-check
import { existsSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { benchmarks } from './benchmarks.js'
import { runBenchmark } from './harness/run-benchmark.js'
import { machine } from './report/machine.js'
import { table } from './report/table.js'

const help = `node bench/main.js [benchmark...]

Compares the built library (npm run build) with its peers. Without a name, every benchmark runs.

${benchmarks.map(({ name, title }) => `  ${name.padEnd(14)}${title}`).join('\n')}

  --rounds <n>  how often each subject has its turn; default 60
  --json <file> writes the results, round by round
  --strict      exit code 1 if a goal is missed; without it, 0
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
      json: { type: 'string' },
      strict: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const unknown = positionals.find((name) => !benchmarks.some((benchmark) => benchmark.name === name))
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

const { names, rounds, json, strict, help: wantsHelp } = asked()
if (wantsHelp) {
  console.log(help)
  process.exit()
}
if (!existsSync(new URL('../dist/index.js', import.meta.url))) refuse('Nothing is built: npm run build.')

const where = machine()
console.log(`Node ${where.node}, ${where.system}, ${where.cpuCount} x ${where.cpu}`)
console.log(
  `${rounds} rounds; each subject in a process of its own, by turns; CPU time (or wall time, where it is said), medians of rounds.\n`,
)

const done = []
for (const benchmark of benchmarks) {
  if (names.length > 0 && !names.includes(benchmark.name)) continue
  const results = await runBenchmark(benchmark, rounds)
  const goals = benchmark.judge(results)
  console.log(`${table(benchmark, results, goals)}\n`)
  done.push({ name: benchmark.name, reference: benchmark.reference, results: results.map(plain), goals })
}

/** @param {import('./harness/benchmark.js').Result} result */
function plain({ subject: { name, role }, ...figures }) {
  return { name, role, ...figures }
}

if (json) writeFileSync(json, `${JSON.stringify({ machine: where, rounds, benchmarks: done }, null, 2)}\n`)
if (strict && done.some(({ goals }) => goals.some(({ isMet }) => !isMet))) process.exitCode = 1
