// @ts-check

/** @import { Benchmark, Goal, Result, Subject } from '../harness/benchmark.js' */

/** @param {string} module @param {unknown} mustProve @param {Omit<Subject, 'module' | 'mustProve'>} about @returns {Subject} */
const subject = (module, mustProve, about) => ({
  ...about,
  module: new URL(module, import.meta.url),
  mustProve,
})

const atLeast = 0.7

/** @param {readonly Result[]} results @param {string} name */
const of = (results, name) => results.find(({ subject }) => subject.name === name)

/** @param {Result | undefined} result */
const aSecond = (result) => Math.round(1e9 / (result?.medianNs ?? Number.NaN)).toLocaleString('en')

/**
 * How many records a second, beside the bare driver's: by each round compared with itself.
 *
 * @param {readonly Result[]} results
 * @param {string} ours
 * @param {string} bare
 * @param {boolean} [isReference] whether the ratios of the table are to the bare driver's
 * @returns {Goal}
 */
function beside(results, ours, bare, isReference = false) {
  const [us, them] = [of(results, ours), of(results, bare)]
  const shares = (us?.roundsNs ?? []).map((ns, round) => (them?.roundsNs[round] ?? Number.NaN) / ns)
  const share = shares.toSorted((a, b) => a - b)[Math.floor(shares.length / 2)] ?? Number.NaN
  return {
    text: `${ours}: at least ${atLeast * 100} % of the records a second of ${bare}`,
    found: `${(share * 100).toFixed(0)} %: ${aSecond(us)} beside ${aSecond(them)}`,
    isMet: share >= atLeast,
    ...(isReference && { mark: { subject: ours, ratio: 1 / atLeast, bound: 'at most' } }),
  }
}

const proof = { isComplete: true, isSameLength: true }

/** @param {number} size */
const appends = (size) => ({
  unit: /** @type {const} */ ('us'),
  time: /** @type {const} */ ('wall'),
  input: { size },
  reference: 'libsql alone',
  subjects: [
    subject('./append-sqlite.js', proof, {
      name: 'SQLite journal',
      note: 'checked, chained, WAL, synchronous=FULL',
      role: 'ours',
    }),
    subject('./append-libsql.js', proof, {
      name: 'libsql alone',
      note: 'the same rows, stringified; WAL, synchronous=FULL',
      role: 'peer',
    }),
    subject('./append-jsonl.js', proof, {
      name: 'JSONL journal',
      note: 'checked, chained, framed, locked, fdatasync',
      role: 'ours',
    }),
    subject('./append-file.js', proof, {
      name: 'a file alone',
      note: 'the same lines, stringified; fdatasync',
      role: 'limit',
    }),
  ],
  /** @param {readonly Result[]} results */
  judge: (results) => [
    beside(results, 'SQLite journal', 'libsql alone', true),
    beside(results, 'JSONL journal', 'a file alone'),
  ],
})

/** @type {Benchmark} */
export const appendOne = {
  name: 'append-one',
  title: 'Appending one record, durably',
  compares:
    'By the clock on the wall: every record is on the disk before the next is appended, and is read back in the end. ' +
    'The rows are the same, to the byte: what is written alone is given hashes as long as ours, and need not work them out.',
  ...appends(1),
}

/** @type {Benchmark} */
export const appendBatches = {
  name: 'append-batches',
  title: 'Appending a thousand records at once, durably',
  compares: 'As above, a thousand records in one transaction, or one write; for each record.',
  ...appends(1000),
}

/** @type {Benchmark} */
export const readBack = {
  name: 'read-back',
  title: 'Reading and replaying a stream of 2,000 records from each store, for each record',
  compares:
    'All read the same life, record by record. Those that replay fold it through the machine too, and come to the same version.',
  unit: 'us',
  input: null,
  reference: 'replayed from memory',
  subjects: [
    subject('./read-sqlite.js', 2000, { name: 'read from SQLite', note: 'not replayed', role: 'ours' }),
    subject('./read-jsonl.js', 2000, {
      name: 'read from JSONL',
      note: 'CRC checked, not replayed',
      role: 'ours',
    }),
    subject('./replay-sqlite.js', 2000, { name: 'replayed from SQLite', note: '', role: 'ours' }),
    subject('./replay-jsonl.js', 2000, { name: 'replayed from JSONL', note: '', role: 'ours' }),
    subject('./replay-memory.js', 2000, { name: 'replayed from memory', note: '', role: 'limit' }),
  ],
  judge: (results) =>
    ['replayed from SQLite', 'replayed from JSONL'].map((name) => ({
      text: `${name}: at most 1.5 times as long as from memory`,
      found: `${of(results, name)?.ratio.toFixed(2)} times: ${aSecond(of(results, name))} records a second`,
      isMet: (of(results, name)?.ratio ?? Number.NaN) <= 1.5,
      mark: { subject: name, ratio: 1.5, bound: 'at most' },
    })),
}
