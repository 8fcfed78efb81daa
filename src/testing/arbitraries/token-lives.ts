import type { Arbitrary } from 'fast-check'
import type { TokenLife } from '../../machines/token-life.ts'
import type { TokenPlan } from '../plans/plan.ts'
import { ttls } from './durations.ts'
import type { FastCheck } from './fast-check.ts'

/** What tokens may be asked to be. */
export interface TokenOptions {
  /** All TTLs are multiples of this, ms. Default 1. Multiples of 4 have all points on whole milliseconds. */
  readonly ttlMultipleOf?: number
}

/** Tokens as they arrive: most of them new, some aged, some just about to die, some dead; some with jitter. */
export function tokenPlans(fc: FastCheck, { ttlMultipleOf = 1 }: TokenOptions = {}): Arbitrary<TokenPlan> {
  return ttls(fc, { multipleOf: ttlMultipleOf }).chain((ttlMs) => {
    const ageMs = fc.oneof(
      { weight: 6, arbitrary: fc.constant(0) },
      { weight: 2, arbitrary: fc.integer({ min: 0, max: ttlMs }) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(Math.floor(ttlMs / 2), Math.floor((ttlMs * 3) / 4), ttlMs - 1, ttlMs),
      },
      { weight: 2, arbitrary: fc.integer({ min: ttlMs, max: 2 * ttlMs }) },
    )
    // Sessions take up to a fifth of the TTL; the machine takes any.
    const jitterMs = fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 0, max: Math.floor(ttlMs / 5) }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: ttlMs }) },
    )
    return fc.record({ ttlMs: fc.constant(ttlMs), ageMs, jitterMs }, { requiredKeys: ['ttlMs', 'ageMs'] })
  })
}

/**
 * Lives of tokens around a time: new, aged and dead ones, and, now and then, none at all (a zero life).
 *
 * @param atMs the time at which they are met, ms since the epoch
 */
export function tokenLives(fc: FastCheck, atMs: number, options: TokenOptions = {}): Arbitrary<TokenLife> {
  const lives = tokenPlans(fc, options).map(
    ({ ttlMs, ageMs, jitterMs }): TokenLife => ({
      issuedAtMs: atMs - ageMs,
      expiresAtMs: atMs - ageMs + ttlMs,
      ...(jitterMs === undefined ? {} : { jitterMs }),
    }),
  )
  return fc.oneof(
    { weight: 9, arbitrary: lives },
    { weight: 1, arbitrary: fc.constant({ issuedAtMs: atMs, expiresAtMs: atMs }) },
  )
}
