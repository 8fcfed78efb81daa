// @ts-check

/** @import { Measured } from '../harness/benchmark.js' */

/** Before it is timed, every size is run for so many steps: V8 has optimized by then, whatever the size. */
const stepsToWarmUp = 300_000

/** The least that a batch does: a thousand steps alone take less than looking at the time is worth. */
const leastSteps = 100_000

/**
 * Steps through a session of some length, again and again if it is short.
 *
 * @param {number} records how many a session has
 * @param {(records: number) => unknown} run gives where the session ends, in the words of `endOf`
 * @param {() => unknown} [prove] once more than that the end is right
 * @returns {Promise<Measured>}
 */
export async function growing(records, run, prove) {
  const warmUps = Math.ceil(stepsToWarmUp / Math.min(records, leastSteps))
  for (let n = 0; n < warmUps; n++) await run(Math.min(records, leastSteps))
  const times = Math.ceil(leastSteps / records)
  return {
    operations: records * times,
    batch: async () => {
      for (let n = 0; n < times; n++) await run(records)
    },
    prove: async () => {
      await prove?.()
      return run(records)
    },
  }
}
