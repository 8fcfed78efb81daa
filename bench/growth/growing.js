// @ts-check

/** @import { Measured } from '../harness/benchmark.js' */

/** Before it is timed, every length is run for so many steps: V8 has optimized by then. */
const stepsToWarmUp = 300_000

/**
 * The least that a batch does. Whoever has waited for his turn begins slowly, and V8 gives a process more memory for garbage
 * in its first millions of steps: short histories are told again and again, so that both are the same for all.
 */
const leastSteps = 3_000_000

/**
 * Steps through a session of some length, again and again if it is short.
 *
 * @param {number} records how many a session has
 * @param {(records: number) => unknown} run gives where the session ends, in the words of `endOf`
 * @param {() => unknown} [prove] once more than that the end is right
 * @returns {Promise<Measured>}
 */
export async function growing(records, run, prove) {
  const warmUp = Math.min(records, stepsToWarmUp)
  for (let n = 0; n < stepsToWarmUp / warmUp; n++) await run(warmUp)
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
