import type { FastCheck } from '../../arbitraries/fast-check.ts'
import { type PlanOptions, plans } from '../../arbitraries/plans.ts'
import { checkFastCheck, checkNames, checkWhole } from '../../options/check-options.ts'
import { traceInWords } from '../../words/trace-in-words.ts'
import type { Decider } from '../decider.ts'
import { type Breach, breachIn } from './breaches.ts'
import type { DeciderPromiseName, DeciderReport } from './report.ts'
import { deciderSays } from './says.ts'
import { playWatched, type Watched } from './watched.ts'

/** How often a history is made shorter; what is gained after that is little. */
const mostTries = 1000

/** How a decider is put to the test. */
export interface CheckDeciderOptions extends Pick<PlanOptions, 'policy' | 'overlap' | 'maxLength'> {
  /** Said in the report. Default `'the decider'`. */
  readonly name?: string
  /** A 32-bit integer; the same seed, the same histories. Default: a new one for each check, said in the report. */
  readonly seed?: number | undefined
  /** How many histories are played. Default 200. */
  readonly runs?: number
  /** Check these promises alone. Default: all. */
  readonly only?: readonly DeciderPromiseName[]
  /** Promises that this decider does not make, and why, in a sentence. */
  readonly notPromised?: Partial<Record<DeciderPromiseName, string>>
}

/**
 * Puts whatever claims to decide as the token machine does to the test: your machine, your wrapper around ours, a port of
 * it. It is played random legal histories, and each is held against every invariant and against the table.
 *
 * @param fc your own fast-check
 * @returns what is kept, what is broken (each with the shortest history found), and what is not promised
 * @throws HalflifeError `ERR_OPTION` for a promise that there is not, a seed that is no whole number, less than one run
 * @example
 * const report = checkDecider(fc, myDecider, { name: 'my machine', policy: 'kick' })
 * assertKeeps(report)
 */
export function checkDecider<State>(
  fc: FastCheck,
  decider: Decider<State>,
  options: CheckDeciderOptions = {},
): DeciderReport {
  const {
    name = 'the decider',
    runs = 200,
    only,
    notPromised = {},
    policy,
    overlap,
    maxLength = 40,
  } = options
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 31)
  checkFastCheck(fc)
  checkWhole({ seed: options.seed })
  checkWhole({ runs, maxLength }, 1)
  const all = Object.keys(deciderSays) as DeciderPromiseName[]
  checkNames('promise', [...(only ?? []), ...Object.keys(notPromised)], all)
  const names = all.filter((promise) => only === undefined || only.includes(promise))
  const made = names.filter((promise) => notPromised[promise] === undefined)
  const histories = plans(fc, {
    maxLength,
    neverMade: false,
    ...(policy && { policy }),
    ...(overlap && { overlap }),
  })

  /** @returns the shortest history that was found in which it is broken */
  function search(promise: DeciderPromiseName): (Breach & Watched) | undefined {
    let shortest: (Breach & Watched) | undefined
    let tries = 0
    const property = fc.property(histories, (plan) => {
      if (shortest && tries++ > mostTries) return true
      const watched = playWatched(decider, plan)
      const breach = breachIn(promise, watched)
      // fast-check goes on only to what is smaller than the last that failed, so the last one is the shortest.
      if (breach) shortest = { ...breach, ...watched }
      return breach === undefined
    })
    fc.check(property, { seed, numRuns: runs })
    return shortest
  }

  const suspects = new Set<DeciderPromiseName>()
  const everything = fc.property(histories, (plan) => {
    const watched = playWatched(decider, plan)
    for (const promise of made) if (breachIn(promise, watched)) suspects.add(promise)
    return true
  })
  fc.check(everything, { seed, numRuns: runs })
  const found = new Map(made.map((promise) => [promise, suspects.has(promise) ? search(promise) : undefined]))
  const broken: DeciderReport['broken'][number][] = []
  for (const [promise, breach] of found) {
    if (!breach) continue
    const { how, index, trace } = breach
    const upTo = { ...trace, entries: trace.entries.slice(0, index + 1) }
    broken.push({ promise, says: deciderSays[promise], how, history: traceInWords(upTo), trace: upTo })
  }
  return {
    decider: name,
    seed,
    kept: made
      .filter((promise) => !found.get(promise))
      .map((promise) => ({ promise, says: deciderSays[promise], runs })),
    broken,
    notPromised: names.flatMap((promise) => {
      const why = notPromised[promise]
      return why === undefined ? [] : [{ promise, says: deciderSays[promise], why }]
    }),
  }
}
