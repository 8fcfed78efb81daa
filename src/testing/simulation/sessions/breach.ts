import type { BrokenPromise } from '../broken-promise.ts'
import type { Breach, LifeOptions } from '../life.ts'
import { liveSession } from './live-session.ts'
import type { SessionScript } from './script.ts'
import { simplify } from './simplify.ts'
import { testCaseOf } from './test-case.ts'
import type { WorldOptions } from './world.ts'

/** A promise that was broken, told by the shortest script that still breaks the same one. */
export async function breachOf(
  broken: BrokenPromise,
  script: SessionScript,
  world: () => WorldOptions,
  { seed, life }: LifeOptions,
  subject: { readonly imports: string; readonly sessions: string } | undefined,
): Promise<Breach> {
  const { promise } = broken
  const fails = async (shorter: SessionScript) =>
    (await liveSession(shorter, world())).broken?.promise === promise
  const shrunk = await simplify(script, fails)
  const history: string[] = []
  const again = await liveSession(shrunk, { ...world(), onLine: (line) => void history.push(line) })
  const found = `Found by the simulator (sessions) in life ${life} of seed ${seed}.`
  return {
    invariant: promise,
    message: (again.broken ?? broken).message,
    history: withoutTheMiddle(history),
    testCase: testCaseOf(promise, shrunk, found, subject),
  }
}

/** A calm may be long, and has nothing to tell. */
function withoutTheMiddle(lines: readonly string[]): readonly string[] {
  const [first, last] = [10, 50]
  const between = lines.length - first - last
  if (between <= 1) return lines
  return [...lines.slice(0, first), `... ${between} lines ...`, ...lines.slice(-last)]
}
