// The full mutation run: Stryker on the services, an area at a time, held to the reviewed list of survivors.
//
//   npm run mutation                         all areas
//   npm run mutation -- clock session        these
//   npm run mutation -- session --reread     the last run's report, held to the list again
//   npm run mutation -- session --only may-ask.ts --only outbox.ts    these files anew, the others as last reported
//
// Exit code 1: a mutant survived that nobody has argued for, or an argument is not needed any more; 2: asked wrongly.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Stryker } from '@stryker-mutator/core'
import { named, readReviewed, review, scoreOf } from '../test/mutation/survivors.js'

const areas = ['clock', 'refresh', 'session', 'journal']
const usage = `npm run mutation -- [${areas.join(' | ')}] ... [--reread] [--only file.ts] ... [--concurrency 2]`

/** What Stryker's words for what became of a mutant mean here; what it ignored is no mutant. */
const outcomes = {
  Killed: 'killed',
  Timeout: 'killed',
  Survived: 'survived',
  NoCoverage: 'survived',
  CompileError: 'invalid',
  RuntimeError: 'invalid',
}

const reportOf = (area) => `reports/mutation/${area}.json`
const reported = (area) => JSON.parse(readFileSync(reportOf(area), 'utf8'))

/** Runs an area. Which tests, test/mutation/vitest.config.ts says. @throws if they fail without a mutant */
async function run(area, { concurrency, only = ['**/*.ts'] }) {
  process.env['HALFLIFE_MUTATION'] = area
  const known = only.includes('**/*.ts') || !existsSync(reportOf(area)) ? {} : reported(area).files
  await new Stryker({
    mutate: only.map((file) => `src/services/${area}/${file}`),
    testRunner: 'vitest',
    vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
    checkers: ['typescript'],
    tsconfigFile: 'test/mutation/tsconfig.json',
    coverageAnalysis: 'perTest',
    concurrency: Number(concurrency),
    // Endless loops are found by counting. Time is the last resort: a busy machine must not kill a mutant.
    timeoutMS: 60_000,
    dryRunTimeoutMinutes: 20,
    ignorePatterns: ['/bench', '/coverage', '/dist', '/docs', '/examples'],
    reporters: ['progress-append-only', 'json'],
    jsonReporter: { fileName: reportOf(area) },
  }).runMutationTest()
  const report = reported(area)
  writeFileSync(reportOf(area), JSON.stringify({ ...report, files: { ...known, ...report.files } }))
}

/** What became of each mutant, file by file, as the last run reported it. */
function read(area) {
  const { files } = reported(area)
  return Object.entries(files).map(([file, { source, mutants }]) => [
    file,
    named(file, source, mutants.map(fromZero)).flatMap(({ mutant: { status, location }, name }) =>
      status in outcomes ? [{ name, status, outcome: outcomes[status], line: location.start.line + 1 }] : [],
    ),
  ])
}

/** Stryker's report counts lines and columns from 1, its instrumenter from 0. */
function fromZero({ location: { start, end }, ...mutant }) {
  const less = ({ line, column }) => ({ line: line - 1, column: column - 1 })
  return { ...mutant, location: { start: less(start), end: less(end) } }
}

/** Prints an area's scores and what is wrong. @returns whether nothing is */
function print(area) {
  const reviewed = readReviewed()
  const files = read(area)
  const row = (what, found) => {
    const { mutants, killed, equivalent, raw, score } = scoreOf(found, review(found, reviewed))
    const count = (status) => found.filter((each) => each.status === status).length
    const cells = [
      mutants,
      killed,
      count('Timeout'),
      equivalent,
      `${raw.toFixed(1)} %`,
      `${score.toFixed(1)} %`,
    ]
    console.log(what.padEnd(24) + cells.map((cell) => String(cell).padStart(11)).join(''))
  }
  const head = ['mutants', 'killed', 'by time', 'equivalent', 'raw', 'reviewed']
  console.log(`\n${area.padEnd(24)}${head.map((cell) => cell.padStart(11)).join('')}`)
  for (const [file, found] of files) row(`  ${file.split('/').slice(3).join('/')}`, found)
  const all = files.flatMap(([, found]) => found)
  row(area, all)
  const refused = all.filter(({ status }) => status === 'CompileError').length
  const broken = all.filter(({ status }) => status === 'RuntimeError').length
  console.log(`TypeScript refuses ${refused} more; ${broken} more broke the run itself.`)

  const { unreviewed, unneeded } = review(all, reviewed)
  for (const name of unreviewed) {
    const { line } = all.find((each) => each.name === name)
    console.log(
      `\nSurvived: ${name.file}:${line}, ${name.mutator}\n  ${name.line}\n- ${name.original}\n+ ${name.replacement}`,
    )
  }
  for (const { file, line, replacement } of unneeded)
    console.log(`\nNot needed in survivors.json: ${file}\n  ${line}\n+ ${replacement}`)
  return unreviewed.length === 0 && unneeded.length === 0
}

/** What was asked for; `undefined` if it was asked wrongly. */
function asked() {
  const options = {
    concurrency: { type: 'string', default: '2' },
    only: { type: 'string', multiple: true },
    reread: { type: 'boolean', default: false },
  }
  try {
    const { positionals, values } = parseArgs({ allowPositionals: true, options })
    const wanted = positionals.length > 0 ? positionals : areas
    return wanted.every((area) => areas.includes(area)) ? { ...values, wanted } : undefined
  } catch {
    return undefined
  }
}

const told = asked()
if (told === undefined) {
  console.error(usage)
  process.exitCode = 2
} else {
  const ended = []
  for (const area of told.wanted) {
    if (!told.reread) await run(area, told)
    ended.push(existsSync(reportOf(area)) && print(area))
  }
  process.exitCode = ended.every(Boolean) ? 0 : 1
}
