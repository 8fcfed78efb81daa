// @ts-check
import { Lives, textOf } from './lives.js'
import { place } from './place.js'

/** @import { JournalRecord } from '../../dist/index.js' */
/** @import { Measured } from '../harness/benchmark.js' */

/**
 * Appends, each on the disk before the next, as sessions do. What is appended is made when nobody times it.
 *
 * @typedef {object} Appends
 * @property {(stream: string, records: readonly JournalRecord[], expectedVersion: number) => unknown} append
 * @property {() => Promise<readonly string[]>} texts of all that is stored, in order
 * @property {() => unknown} close
 *
 * @param {number} size how many records an append has
 * @param {(file: string) => Appends | Promise<Appends>} open
 * @returns {Promise<Measured>}
 */
export async function appending(size, open) {
  const { file, remove } = place()
  const { append, texts, close } = await open(file)
  const lives = new Lives(size)
  const appends = size === 1 ? 20 : 1
  const some = () => Array.from({ length: appends }, () => lives.next())
  let next = some()
  let count = 0

  const batch = async () => {
    for (const { stream, records, expectedVersion } of next) await append(stream, records, expectedVersion)
    count += appends * size
  }
  const tidy = () => {
    next = some()
  }
  const prove = async () => {
    const wanted = next.flatMap(({ records }) => records)
    await batch()
    tidy()
    const stored = await texts()
    const last = stored.slice(-wanted.length).map((text) => JSON.parse(text))
    const isSame = (/** @type {JournalRecord} */ record, /** @type {number} */ n) =>
      record.stream === wanted[n]?.stream && record.version === wanted[n]?.version
    return {
      isComplete: stored.length === count && last.every(isSame),
      // What other stores would write of it, to the byte: their hashes are as long as ours.
      isSameLength: stored.at(-1)?.length === textOf(/** @type {JournalRecord} */ (wanted.at(-1))).length,
    }
  }
  const tearDown = async () => {
    await close()
    remove()
  }
  return { operations: appends * size, batch, tidy, prove, tearDown }
}
