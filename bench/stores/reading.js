// @ts-check
import { replay } from '../../dist/index.js'
import { lifeIn } from '../../dist/testing/journal-contract/stage.js'
import { place } from './place.js'

/** @import { Journal } from '../../dist/index.js' */
/** @import { Measured } from '../harness/benchmark.js' */

const stream = 'room-7/alice'
const length = 2000
const life = lifeIn(stream, length)

/**
 * Reads a life back from a journal, and replays it or not.
 *
 * @param {boolean} replays
 * @param {(file: string) => Journal | Promise<Journal>} open
 * @returns {Promise<Measured>}
 */
export async function reading(replays, open) {
  const { file, remove } = place()
  const journal = await open(file)
  await journal.append(stream, life, 0)
  const batch = async () => {
    if (replays) return (await replay(journal.read(stream))).version
    let version = 0
    for await (const record of journal.read(stream)) version = record.version
    return version
  }
  const tearDown = async () => {
    await journal.close()
    remove()
  }
  return { operations: length, batch, prove: batch, tearDown }
}
