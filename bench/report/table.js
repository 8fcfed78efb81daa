// @ts-check

/** @import { Benchmark, Goal, Result } from '../harness/benchmark.js' */

const width = 100
const nsPer = { ns: 1, us: 1000 }

/**
 * @param {Benchmark} benchmark
 * @param {readonly Result[]} results
 * @param {readonly Goal[]} goals
 * @returns {string} lines of at most 100 columns
 */
export function table({ title, compares, unit, reference }, results, goals) {
  const inUnit = (/** @type {number} */ ns) => (ns / nsPer[unit]).toFixed(1)
  const rows = results.map(({ subject: { name, note, role }, medianNs, lowNs, highNs, ratio }) => [
    name,
    inUnit(medianNs),
    `${inUnit(lowNs)}-${inUnit(highNs)}`,
    name === reference ? '1' : ratio.toFixed(2),
    role === 'limit' ? `limit: ${note}` : note,
  ])
  const head = ['', unit, 'middle half', 'ratio', '']
  const verdicts = goals.map(
    ({ text, found, isMet }) => `  ${isMet ? 'met   ' : 'MISSED'}  goal: ${text}\n          found: ${found}`,
  )
  return [title, '', wrapped(compares), '', ...aligned([head, ...rows]), '', ...verdicts].join('\n')
}

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
