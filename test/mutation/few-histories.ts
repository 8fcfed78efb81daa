import { vi } from 'vitest'

/** Histories that a property of a test is tried with, while mutants are judged. */
const mostRuns = 20

// The same ones for each mutant, so that a run can be repeated; and the first that fails ends the test, for nobody
// reads the shortest one.
vi.mock('fast-check', async (original) => {
  const real = await original<typeof import('fast-check')>()
  const assert = (property: never, { numRuns = 100, ...options } = {}) =>
    real.assert(property, { ...options, numRuns: Math.min(numRuns, mostRuns), seed: 1, endOnFailure: true })
  return { ...real, assert, default: { ...real.default, assert } }
})
