// @ts-check
import { execFileSync } from 'node:child_process'
import { machine } from './machine.js'

/** @import { Benchmark, Command, Curve, Goal, Result, Run } from '../harness/benchmark.js' */

/**
 * What a run found, as JSON. Fields are added, and neither renamed nor removed, as long as `schema` is the same.
 *
 * @typedef {object} Report
 * @property {1} schema
 * @property {string} date when it began, ISO 8601
 * @property {string} commit of the library measured; `-dirty` if it had been changed since
 * @property {ReturnType<typeof machine>} machine
 * @property {boolean} isLong whether the long histories were measured
 * @property {number} rounds how often each subject had its turn, where its benchmark does not say otherwise
 * @property {((Comparison | Measurement) & { date?: string, commit?: string })[]} benchmarks with a date and a commit of its own, if one was
 *   measured again later
 */

/**
 * Subjects by turns, each with its ratio to the reference.
 *
 * @typedef {Pick<Benchmark, 'name' | 'title' | 'compares' | 'unit' | 'reference'> & {
 *   kind: 'comparison', time: 'cpu' | 'wall', subjects: Figures[], goals: Goal[] }} Comparison
 */

/** @typedef {Omit<Result, 'subject'> & Pick<Result['subject'], 'name' | 'note' | 'role'>} Figures */

/**
 * @typedef {Pick<Run, 'name' | 'title' | 'compares'> & {
 *   kind: 'growth' | 'commands', curves?: readonly Curve[], commands?: readonly Command[], goals: readonly Goal[] }} Measurement
 */

/**
 * @param {boolean} isLong
 * @param {number} rounds
 * @returns {Report}
 */
export const emptyReport = (isLong, rounds) => ({
  schema: 1,
  date: new Date().toISOString(),
  commit: commit(),
  machine: machine(),
  isLong,
  rounds,
  benchmarks: [],
})

/**
 * @param {Benchmark} benchmark
 * @param {readonly Result[]} results
 * @returns {Comparison}
 */
export const comparison = (benchmark, results) => ({
  kind: 'comparison',
  name: benchmark.name,
  title: benchmark.title,
  compares: benchmark.compares,
  time: benchmark.time ?? 'cpu',
  unit: benchmark.unit,
  reference: benchmark.reference,
  subjects: results.map(({ subject: { name, note, role }, ...figures }) => ({
    name,
    note,
    role,
    ...figures,
  })),
  goals: benchmark.judge(results),
})

/**
 * @param {Run} run
 * @param {Awaited<ReturnType<Run['run']>>} found
 * @returns {Measurement}
 */
export const measurement = ({ name, title, compares }, found) => ({
  kind: found.curves ? 'growth' : 'commands',
  name,
  title,
  compares,
  ...found,
})

/**
 * As it is kept: five figures of a number say more than a clock knows, and a list of numbers is one line.
 *
 * @param {Report} report
 */
export function asJson(report) {
  const short = (/** @type {string} */ _, /** @type {unknown} */ value) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value
  const text = JSON.stringify(report, short, 2)
  return `${text.replace(/\[[\d\s.,e+-]+\]/g, (list) => list.replace(/\s+/g, ' '))}\n`
}

function commit() {
  try {
    const asked = ['describe', '--always', '--dirty', '--exclude', '*']
    return execFileSync('git', asked, { encoding: 'utf8', stdio: 'pipe' }).trim()
  } catch {
    return 'unknown'
  }
}
