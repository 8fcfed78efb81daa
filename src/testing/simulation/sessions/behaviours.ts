import type { Chance } from '../chance.ts'
import { malformedAnswers, thrownErrors } from './answers.ts'
import type { AppCall, Behaviour, Gift, Manner } from './script.ts'

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const tenYearsMs = 10 * 365 * 24 * hourMs

/** What callbacks call. Whoever closes or leaves for good does so rarely, or a life would be full of ends. */
const reentries: readonly (readonly [weight: number, AppCall])[] = [
  [4, 'freshToken'],
  [4, 'refreshNow'],
  [2, 'token'],
  [2, 'reportRejected'],
  [2, 'joinedConference'],
  [2, 'leftConference'],
  [1, 'ejectedFromConference'],
  [1, 'close'],
]

/** How one call of the callback goes. @param skews whether tokens may claim odd times of issue */
export function behaviour(chance: Chance, skews: boolean): Behaviour {
  const give = chance.weighted<Gift>([
    [5, 'good'],
    [2, 'same'],
    [2, 'expired'],
    [3, 'short'],
    [1, 'long'],
    [3, 'malformed'],
    [skews ? 2 : 0, 'skewed-iat'],
    [4, 'error'],
  ])
  const manner = chance.weighted<Manner>([
    [6, 'promises'],
    [2, 'returns'],
    [2, 'never'],
    [1, 'settles-twice'],
    [1, 'thenable-that-calls-twice'],
    [1, 'thenable-that-throws-after'],
    [1, 'thenable-whose-then-throws'],
  ])
  const latencyMs = chance.weighted([
    [3, chance.below(500)],
    [2, chance.below(10 * secondMs)],
    [1, chance.below(10 * minuteMs)],
  ])
  return {
    give,
    manner,
    latencyMs,
    ...lifeOf(chance, give),
    ...(give === 'malformed' && { which: chance.below(malformedAnswers.length) }),
    ...(give === 'error' && { which: chance.below(thrownErrors.length) }),
    ...(chance.oneIn(4) && { reenter: chance.weighted(reentries) }),
    ...(chance.oneIn(3) && { obeys: true }),
  }
}

function lifeOf(chance: Chance, give: Gift): { readonly ms?: number } {
  if (give === 'short')
    return { ms: chance.oneIn(4) ? chance.between(1, secondMs) : chance.between(secondMs, 2 * minuteMs) }
  // Most are of hours: of years, a life would see no more than one.
  if (give === 'long')
    return {
      ms: chance.oneIn(8) ? chance.between(30 * 24 * hourMs, tenYearsMs) : chance.between(2, 48) * hourMs,
    }
  if (give === 'skewed-iat') return { ms: chance.between(-2 * hourMs, 2 * hourMs) }
  return {}
}
