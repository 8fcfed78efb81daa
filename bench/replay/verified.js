// @ts-check
import { verify } from '../../dist/index.js'
import { reading } from './reading.js'

/** @param {import('./reading.js').Input} input */
export const setUp = (input) =>
  reading(input, async (stored) => {
    const { ok, records, chain } = await verify(stored)
    return { ok, records, chain }
  })
