import type { FastCheck } from '../arbitraries/fast-check.ts'
import type { BrokenPromise } from '../report/report.ts'
import type { TokenKeeperAdapter } from './adapter.ts'
import { historyOf } from './history.ts'
import { oneAtATime } from './one-at-a-time.ts'
import type { KeeperPromise } from './promises/promise.ts'
import type { Scenario } from './scenario.ts'
import { Stage } from './stage.ts'

type Breach = Pick<BrokenPromise, 'how' | 'history' | 'scenario'>

/**
 * Looks for a history in which a keeper breaks a promise.
 *
 * @returns the shortest that was found, or nothing
 */
export async function findBreach(
  fc: FastCheck,
  adapter: TokenKeeperAdapter,
  promise: KeeperPromise,
  { seed, numRuns }: { seed: number; numRuns: number },
): Promise<Breach | undefined> {
  let shortest: Breach | undefined
  const property = fc.asyncProperty(promise.scenarios(fc), async (scenario) => {
    const breach = await breachIn(adapter, promise, scenario, seed)
    // fast-check goes on only to what is smaller than the last that failed, so the last one is the shortest.
    shortest = breach ?? shortest
    return breach === undefined
  })
  await fc.check(property, { seed, numRuns })
  return shortest
}

async function breachIn(
  adapter: TokenKeeperAdapter,
  promise: KeeperPromise,
  scenario: Scenario,
  seed: number,
): Promise<Breach | undefined> {
  try {
    const { account } = await oneAtATime(() => new Stage(adapter, scenario, seed).play())
    const how = promise.broken(account)
    return how === undefined ? undefined : { how, history: historyOf(account), scenario }
  } catch (error) {
    const name = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return { how: `the history could not be played: ${name}`, history: [], scenario }
  }
}
