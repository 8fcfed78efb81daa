// @ts-check
import { endOf } from '../growth/records.js'
import { writtenHistory } from './history.js'

/** @import { Benchmark, Subject } from '../harness/benchmark.js' */

const reference = 'read, not replayed'
const atMost = 2

/** @param {string} module @param {unknown} mustProve @param {Omit<Subject, 'module' | 'mustProve'>} about @returns {Subject} */
const subject = (module, mustProve, about) => ({
  ...about,
  module: new URL(module, import.meta.url),
  mustProve,
})

/**
 * @param {boolean} isLong
 * @returns {Benchmark}
 */
export function replay(isLong) {
  const count = isLong ? 1_000_000 : 10_000
  const end = endOf(count)
  // Each attempt is a fact, and so is each token but the first.
  const rows = { version: count, facts: end.attempts + end.generation }
  return {
    name: 'replay',
    title: `Replaying ${count.toLocaleString('en')} records from SQLite, for each record`,
    compares:
      'All read the same rows of the same file. Read: every record of journal.read(), parsed and counted. Replayed: checked and folded, ' +
      'too, to the attempts and the token that the session ends with by hand. Verified: hashed, and each decision made anew and compared, too. ' +
      'libsql alone: one SELECT, and JSON.parse for each row.',
    unit: 'us',
    ...(isLong && { rounds: 5, warmUpRounds: 1 }),
    input: null,
    prepare: () => writtenHistory(count),
    reference,
    subjects: [
      subject('./read.js', rows, { name: reference, note: 'journal.read()', role: 'ours' }),
      subject('./replayed.js', end, { name: 'replayed', note: 'replay()', role: 'ours' }),
      subject(
        './verified.js',
        { ok: true, records: count, chain: 'unbroken' },
        { name: 'verified', note: 'verify()', role: 'ours' },
      ),
      subject('./bare.js', rows, { name: 'libsql alone', note: 'SELECT, JSON.parse', role: 'limit' }),
    ],
    judge: (results) => {
      const ratio = results.find(({ subject: { name } }) => name === 'replayed')?.ratio ?? Number.NaN
      return [
        {
          text: `replayed: at most ${atMost} times as long as read and parsed, not replayed`,
          found: `${ratio.toFixed(2)} times`,
          isMet: ratio <= atMost,
          mark: { subject: 'replayed', ratio: atMost, bound: 'at most' },
        },
      ]
    },
  }
}
