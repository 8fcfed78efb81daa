import type { Opening } from '../../traces/trace.ts'
import type { BrokenPromise } from '../broken-promise.ts'
import type { Breach, LifeOptions } from '../life.ts'
import { ddmin } from '../shrink/ddmin.ts'
import type { SimulatedDecider } from './compiled-decider.ts'
import { historyLines } from './history-lines.ts'
import type { Hosting } from './hosting.ts'
import { inTurn } from './in-turn.ts'
import { relive } from './relive.ts'
import { linesOf, type Recorded, type Script } from './script.ts'
import { simplify } from './simplify.ts'
import { type Subject, testCaseOf } from './test-case.ts'

/** A promise that was broken, and by which session. */
export interface Broken extends Hosting {
  readonly opening: Opening
  readonly error: BrokenPromise
}

/** A promise that was broken, told by the shortest history that still breaks the same one. */
export function breachOf<State>(
  { opening, error, ttlMs, retry }: Broken,
  record: readonly Recorded[],
  decider: () => SimulatedDecider<State>,
  { seed, life }: LifeOptions,
  subject: Subject | undefined,
): Breach {
  const { promise } = error
  const failsFor = (make: () => SimulatedDecider<State>) => (script: Script) =>
    relive(make, script).broken?.promise === promise
  const whole: Script = { ...opening, lines: linesOf(opening, record), ttlMs, retry }
  // Hundreds of scripts are tried, and to make a decider can take longer than to try one. Should it remember what it was
  // told before, which it must not, each try needs its own.
  const quick = shrink(whole, failsFor(inTurn(decider)))
  const shrunk = failsFor(decider)(quick) ? quick : shrink(whole, failsFor(decider))
  const relived = relive(decider, shrunk)
  const isReproduced = relived.broken?.promise === promise
  return {
    invariant: promise,
    message: isReproduced
      ? (relived.broken ?? error).message
      : `${error.message} (Its history alone, told to another decider, does not show it.)`,
    history: historyLines(shrunk, relived),
    testCase: testCaseOf(
      promise,
      shrunk,
      `Found by the simulator (core) in life ${life} of seed ${seed}.`,
      subject,
    ),
  }
}

/** Fewer lines first, then simpler ones, then fewer again: a simpler line may make another superfluous. */
function shrink(script: Script, fails: (script: Script) => boolean): Script {
  const fewer = (from: Script): Script => ({
    ...from,
    lines: ddmin(from.lines, (lines) => fails({ ...from, lines })),
  })
  return fewer(simplify(fewer(script), fails))
}
