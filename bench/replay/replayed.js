// @ts-check
import { replay } from '../../dist/index.js'
import { reading } from './reading.js'

/** @param {import('./reading.js').Input} input */
export const setUp = (input) =>
  reading(input, async (records) => {
    const { version, snapshot } = await replay(records)
    const { lastAttempt, generation } = snapshot.context
    return { version, attempts: lastAttempt, generation }
  })
