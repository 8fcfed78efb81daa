// @ts-check

/** @import { Command, Curve } from '../harness/benchmark.js' */
/** @import { Comparison, Measurement } from './report.js' */

const width = 100
const nsPer = { ns: 1, us: 1000 }

/**
 * @param {Comparison | Measurement} found
 * @returns {string} lines of at most 100 columns
 */
export function table(found) {
  const { title, compares, goals } = found
  const verdicts = goals.map(
    ({ text, found, isMet }) => `  ${isMet ? 'met   ' : 'MISSED'}  goal: ${text}\n          found: ${found}`,
  )
  return [title, '', wrapped(compares), '', ...aligned(rowsOf(found)), '', ...verdicts].join('\n')
}

/** @param {Comparison | Measurement} found */
function rowsOf(found) {
  if (found.kind === 'comparison') return comparisonRows(found)
  return found.curves ? growthRows(found.curves) : commandRows(found.commands ?? [])
}

/** @param {Comparison} comparison */
function comparisonRows({ subjects, unit, reference }) {
  const inUnit = (/** @type {number} */ ns) => (ns / nsPer[unit]).toFixed(1)
  const rows = subjects.map(({ name, note, role, medianNs, lowNs, highNs, ratio }) => [
    name,
    inUnit(medianNs),
    `${inUnit(lowNs)}-${inUnit(highNs)}`,
    name === reference ? '1' : ratio.toFixed(2),
    role === 'limit' ? `limit: ${note}` : note,
  ])
  return [['', unit, 'middle half', 'ratio', ''], ...rows]
}

/** @param {readonly Curve[]} curves */
const growthRows = (curves) => [
  ['', 'records', 'steps/s', 'ns', 'peak MB', ''],
  ...curves.flatMap(({ name, note, points }) =>
    points.map(({ records, stepsPerSecond, medianNs, peakMb }, index) => [
      index === 0 ? name : '',
      grouped(records),
      grouped(stepsPerSecond),
      medianNs.toFixed(0),
      String(peakMb),
      index === 0 ? note : '',
    ]),
  ),
]

/** @param {readonly Command[]} commands */
const commandRows = (commands) => [
  ['', 'seconds', 'records/s', 'peak MB', ''],
  ...commands.map(({ name, seconds, recordsPerSecond, peakMb }) => [
    name,
    seconds.toFixed(1),
    grouped(recordsPerSecond),
    String(peakMb),
    '',
  ]),
]

/** @param {number} count */
const grouped = (count) => count.toLocaleString('en')

/**
 * Numbers to the right, words to the left.
 *
 * @param {readonly (readonly string[])[]} rows
 */
function aligned(rows) {
  const widthOf = (/** @type {number} */ column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column > 0 && column < row.length - 1 ? cell.padStart(widthOf(column)) : cell.padEnd(widthOf(column)),
      )
      .join('   ')
      .trimEnd()
      .replace(/^/, '  '),
  )
}

/** @param {string} text */
function wrapped(text) {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line.length + 1 + word.length > width - 2) lines.push(word)
    else lines[lines.length - 1] = line ? `${line} ${word}` : word
  }
  return lines.map((line) => `  ${line}`).join('\n')
}
