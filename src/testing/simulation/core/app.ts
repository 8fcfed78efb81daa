import type { TokenEvent } from '../../../machines/events.ts'
import type { Policy, TokenLife } from '../../../machines/token-life.ts'
import type { Chance } from '../chance.ts'
import { lifeOf } from './life-of.ts'

/** What an app says by itself; now and then nothing. */
export function sayingOfApp(
  chance: Chance,
  atMs: number,
  { policy, ttlMs }: { readonly policy: Policy; readonly ttlMs: number },
): TokenEvent | undefined {
  switch (chance.below(10)) {
    case 0:
    case 1:
      return { type: 'token.supplied', atMs, token: foundToken(chance, atMs, ttlMs) }
    case 2:
    case 3:
      return { type: 'conference.joined', atMs }
    case 4:
      return { type: 'conference.left', atMs }
    case 5:
      // An ejection ends a life under kick: not too often.
      return policy === 'stay' || chance.oneIn(4) ? { type: 'conference.ejected', atMs } : undefined
    case 6:
      return { type: 'deadline.reached', atMs }
    default:
      return { type: 'refresh.demanded', atMs }
  }
}

/** A token that the app has from elsewhere: fresh, aged or dead. */
export function foundToken(chance: Chance, atMs: number, ttlMs: number): TokenLife {
  const ageMs = chance.oneIn(2) ? 0 : chance.below(ttlMs + Math.floor(ttlMs / 4) + 1)
  return lifeOf({ ttlMs, ageMs }, atMs)
}
