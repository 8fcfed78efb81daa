// @ts-check
import { reading } from './reading.js'

/** @param {import('./reading.js').Input} input */
export const setUp = (input) =>
  reading(input, async (records) => {
    let version = 0
    let facts = 0
    for await (const record of records) {
      version = record.version
      facts += record.facts.length
    }
    return { version, facts }
  })
