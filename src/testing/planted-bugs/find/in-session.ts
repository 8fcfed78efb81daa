import type { FastCheck } from '../../arbitraries/fast-check.ts'
import { type KeeperPromiseName, keeperPromises } from '../../keeper/promises/index.ts'
import type { SessionBug } from '../planted-bug.ts'
import { type Breach, findBreach } from './breach.ts'
import { adapterOf, breachInKeeper } from './in-keeper.ts'
import type { SessionPromise } from './session-promise.ts'
import { type SessionPromiseName, sessionPromises } from './session-promises.ts'

/** Asks a promise of sessions: as one that all keepers of tokens make, and as one of sessions, where there are both. */
export async function breachInSession(
  fc: FastCheck,
  sessions: Pick<SessionBug, 'openSession' | 'resumeSession' | 'breaks'>,
  seed: number,
): Promise<Breach | undefined> {
  const { breaks } = sessions
  if (Object.hasOwn(keeperPromises, breaks)) {
    const breach = await breachInKeeper(fc, adapterOf(sessions), breaks as KeeperPromiseName, seed)
    if (breach) return breach
  }
  if (!Object.hasOwn(sessionPromises, breaks)) return undefined
  const { scenarios, breachIn } = sessionPromises[breaks as SessionPromiseName] as SessionPromise<unknown>
  return findBreach(fc, scenarios(fc), (life) => breachIn(sessions, life), { seed, numRuns: 100 })
}
