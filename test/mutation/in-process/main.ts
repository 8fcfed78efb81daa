import { type Outcome, readReviewed, review } from '../survivors.js'
import { bundle } from './bundle.ts'
import { instrument } from './instrument.ts'
import type { Verdict } from './plan.ts'
import { judgeAll } from './pool.ts'
import { asDiff, complaints, scoreTable } from './report.ts'
import { type Suite, sourcesOf, suites } from './suites.ts'

/**
 * The quick mutation run: prints the scores, and what is wrong with the list of survivors.
 *
 * @param args names of suites, or parts of paths of source files; none: the table
 * @param worker the script of worker.ts
 * @returns whether every survivor is argued for, and every argument needed
 */
export async function main(args: readonly string[], worker: string): Promise<boolean> {
  const startedMs = performance.now()
  const isVerbose = args.includes('--verbose')
  const wanted = args.filter((arg) => !arg.startsWith('--'))
  const outcomes: Outcome[] = []
  for (const suite of suites()) {
    const isWhole = args.includes('--all') || wanted.includes(suite.name)
    const files = sourcesOf(suite).filter(
      (file) => isWhole || wanted.some((part) => /[./]/.test(part) && file.includes(part)),
    )
    if (files.length > 0) outcomes.push(...(await run(suite, files, worker, isVerbose)))
  }
  if (outcomes.length === 0) throw new Error(`There is no code of the name ${wanted.join(', ')}.`)

  const reviewed = review(outcomes, readReviewed(`${process.cwd()}/test/mutation/survivors.json`))
  const wrong = complaints(reviewed)
  console.log(scoreTable(outcomes, reviewed))
  for (const entry of reviewed.argued)
    if (isVerbose) console.log(`\nArgued for: ${asDiff(entry)}\n  ${entry.why}`)
  for (const text of wrong) console.log(`\n${text}`)
  if (args.includes('--entries')) {
    const entries = reviewed.unreviewed.map((name) => ({ ...name, kind: '', why: '' }))
    console.log(JSON.stringify(entries, null, 2))
  }
  console.log(
    `\n${reviewed.argued.length} survivors argued for, ${reviewed.unreviewed.length} not, ${reviewed.unneeded.length} ` +
      `entries needed no more; ${((performance.now() - startedMs) / 1000).toFixed(0)} s`,
  )
  return wrong.length === 0
}

async function run(
  suite: Suite,
  files: readonly string[],
  worker: string,
  isVerbose: boolean,
): Promise<Outcome[]> {
  const root = process.cwd()
  const { mutants, sources } = await instrument(root, files)
  const verdicts = new Map<string, Verdict>()
  const names = new Map(mutants.map(({ id, name }) => [id, name]))
  const ids = mutants.map(({ id }) => id)
  const work = { bundle: await bundle(root, suite.tests, sources), options: suite.options, ids }
  await judgeAll(worker, work, (verdict) => {
    verdicts.set(verdict.id, verdict)
    if (process.stderr.isTTY) process.stderr.write(`\r${suite.name}: ${verdicts.size} of ${ids.length}`)
    const name = names.get(verdict.id)
    if (isVerbose && name)
      console.error(
        `${verdict.tookMs.toFixed(0)} ms ${asDiff(name)}\n  by ${verdict.killedBy?.name ?? 'NOBODY'}`,
      )
  })
  if (process.stderr.isTTY) process.stderr.write('\n')
  return mutants.map(({ id, name }) => ({
    name,
    outcome: verdicts.get(id)?.killedBy ? ('killed' as const) : ('survived' as const),
  }))
}
