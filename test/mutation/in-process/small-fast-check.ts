import fc, { type Parameters } from 'fast-check'

/** Of all histories of all runs. */
export const seed = 20_260_701

/**
 * fast-check as test files are given it: the same histories for each mutant, fewer of them, and the first that fails
 * ends it, for nobody reads the shortest one.
 */
export function smallFastCheck(mostRuns: number): object {
  const assert = (property: never, { numRuns = 100, ...options }: Parameters = {}) =>
    fc.assert(property, {
      ...options,
      numRuns: Math.min(numRuns, mostRuns),
      seed,
      endOnFailure: true,
    })
  const small = { ...fc, assert }
  return { ...small, default: small }
}
