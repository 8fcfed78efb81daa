import type { Arbitrary } from 'fast-check'
import type { FastCheck } from '../../arbitraries/fast-check.ts'

/** A promise that is broken, and what shows it. */
export interface Breach {
  /** What went wrong, in a sentence. */
  readonly how: string
  /** What happened, line by line; none where no history is played. */
  readonly history: readonly string[]
}

/**
 * Looks for a case in which a promise is broken.
 *
 * @param breachIn plays a case; it gives what is broken, if anything is
 * @returns the shortest that was found, or nothing
 */
export async function findBreach<Case>(
  fc: FastCheck,
  cases: Arbitrary<Case>,
  breachIn: (one: Case) => Breach | undefined | Promise<Breach | undefined>,
  { seed, numRuns }: { readonly seed: number; readonly numRuns: number },
): Promise<Breach | undefined> {
  let shortest: Breach | undefined
  const property = fc.asyncProperty(cases, async (one) => {
    const breach = await breachIn(one)
    // fast-check goes on only to what is smaller than the last that failed, so the last one is the shortest.
    shortest = breach ?? shortest
    return breach === undefined
  })
  await fc.check(property, { seed, numRuns })
  return shortest
}
