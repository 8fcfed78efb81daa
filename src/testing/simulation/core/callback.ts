import type { CallbackError, FailureReason } from '../../../machines/events.ts'
import type { TokenPlan } from '../../plans/plan.ts'
import type { Chance } from '../chance.ts'
import type { Fault } from '../faults.ts'
import type { Weather } from './weather.ts'

/** How long an attempt may take, ms: the default of sessions. */
export const refreshTimeoutMs = 30_000

/** Something that is on its way to the session. */
export type Coming =
  | { atMs: number; readonly kind: 'token'; readonly attempt: number; readonly token: TokenPlan }
  | {
      atMs: number
      readonly kind: 'failure'
      readonly attempt: number
      readonly reason: FailureReason
      readonly error?: CallbackError
    }
  | { atMs: number; readonly kind: 'rejection'; readonly generation: number }

const secondMs = 1000
const tenYearsMs = 315_360_000_000
const errors: readonly CallbackError[] = [
  { name: 'Error' },
  { name: 'TypeError', code: 'ERR_NETWORK' },
  { name: 'HttpError', status: 503 },
  { name: 'HttpError', status: 401 },
]

/** How one attempt ends: what comes of it, and which fault of the callback is to blame. */
export interface Ending {
  readonly fault: Fault | undefined
  readonly coming: readonly Coming[]
}

/** What the callback makes of an attempt. */
export function endingOf(
  chance: Chance,
  weather: Weather,
  atMs: number,
  attempt: number,
  { ttlMs, jitterShare }: { readonly ttlMs: number; readonly jitterShare: number },
): Ending {
  const soonMs = atMs + chance.below(Math.max(1, Math.min(2 * secondMs, Math.floor(ttlMs / 8))))
  const fail = (reason: FailureReason, failsAtMs = soonMs, error?: CallbackError): Coming =>
    ({ atMs: failsAtMs, kind: 'failure', attempt, reason, ...(error && { error }) }) as const
  const give = (token: TokenPlan, givenAtMs = soonMs): Coming =>
    ({ atMs: givenAtMs, kind: 'token', attempt, token }) as const
  const jitterMs = jitterShare === 0 ? 0 : Math.floor((chance.below(jitterShare + 1) * ttlMs) / 100)
  const good: TokenPlan = jitterMs === 0 ? { ttlMs, ageMs: 0 } : { ttlMs, ageMs: 0, jitterMs }
  const timeOutMs = atMs + refreshTimeoutMs

  const strikes = weather.ofCallback.length > 0 && weather.strikesLeft > 0 && chance.below(4) > 0
  const fault = strikes ? chance.pick(weather.ofCallback) : undefined
  if (fault !== undefined) weather.strikesLeft--
  switch (fault) {
    case undefined:
      if (weather.isOutage) return { fault: 'throws', coming: [fail('threw', soonMs, errors[0])] }
      return { fault, coming: [give(good)] }
    case 're-enters':
      return { fault, coming: [weather.isOutage ? fail('threw', soonMs, errors[0]) : give(good)] }
    case 'latency': {
      const givenAtMs = atMs + chance.below(3 * refreshTimeoutMs)
      if (givenAtMs < timeOutMs && !weather.isOutage) return { fault, coming: [give(good, givenAtMs)] }
      return { fault, coming: [fail('timed-out', timeOutMs), ...late(weather, give(good, givenAtMs))] }
    }
    case 'never-answers':
      return { fault, coming: [fail('timed-out', timeOutMs)] }
    case 'throws':
      return { fault, coming: [fail('threw', soonMs, chance.pick(errors))] }
    case 'settles-twice': {
      const again = soonMs + chance.below(Math.floor(ttlMs / 2) + 1)
      const second = chance.oneIn(2) ? fail('aborted', again) : give(good, again)
      const first = weather.isOutage || chance.oneIn(2) ? fail('threw') : give(good)
      return { fault, coming: weather.isOutage ? [first, fail('aborted', again)] : [first, second] }
    }
    case 'same-token':
      return { fault, coming: [fail('unchanged')] }
    case 'expired-token': {
      if (chance.oneIn(2)) return { fault, coming: [fail('expired')] }
      return { fault, coming: [give({ ttlMs, ageMs: ttlMs + chance.below(ttlMs) })] }
    }
    case 'malformed-token':
      return { fault, coming: [fail(chance.pick(['malformed', 'missing', 'unknown-lifetime']))] }
    default:
      if (weather.isOutage) return { fault, coming: [fail('threw')] }
      return { fault, coming: [give(oddToken(chance, fault, ttlMs))] }
  }
}

const late = (weather: Weather, coming: Coming): Coming[] => (weather.isOutage ? [] : [coming])

/** A token that lives otherwise than most. */
function oddToken(chance: Chance, fault: Fault, ttlMs: number): TokenPlan {
  switch (fault) {
    case 'short-token':
      return { ttlMs: chance.oneIn(2) ? chance.between(1, 9) : chance.between(10, 20 * secondMs), ageMs: 0 }
    case 'long-token':
      return { ttlMs: chance.between(ttlMs, tenYearsMs), ageMs: 0 }
    case 'skewed-iat':
      return { ttlMs, ageMs: chance.below(ttlMs) }
    default: {
      // The platform's clock is ahead or behind, and the life was measured by the wrong one.
      const skewMs = chance.below(ttlMs) - Math.floor(ttlMs / 2)
      return { ttlMs: ttlMs + skewMs, ageMs: 0 }
    }
  }
}
