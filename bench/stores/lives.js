// @ts-check
import { lifeIn } from '../../dist/testing/journal-contract/stage.js'

/** @import { JournalRecord } from '../../dist/index.js' */

const length = 1000
const template = lifeIn('', length)

/** As long as a hash is. */
const hash = '0'.repeat(64)

/** Lives of one stream after the other, a thousand records each, in pieces of some size. */
export class Lives {
  #size
  #stream = 0
  #version = 0

  /** @param {number} size how many records a piece has; a divisor of a thousand */
  constructor(size) {
    this.#size = size
  }

  /** @returns {{ stream: string, records: JournalRecord[], expectedVersion: number }} */
  next() {
    const expectedVersion = this.#version % length
    if (expectedVersion === 0) this.#stream++
    this.#version += this.#size
    const stream = `stream-${String(this.#stream).padStart(6, '0')}`
    const piece = template.slice(expectedVersion, expectedVersion + this.#size)
    return { stream, expectedVersion, records: piece.map((record) => ({ ...record, stream })) }
  }
}

/**
 * The text of the row that a store makes of a record. It has no hash of its own here, but one as long.
 *
 * @param {JournalRecord} record
 */
export const textOf = (record) => JSON.stringify({ ...record, prev: hash, hash })
