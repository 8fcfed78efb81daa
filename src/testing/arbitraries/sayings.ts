import type { Arbitrary } from 'fast-check'
import type { CallbackError } from '../../machines/events.ts'
import { failureReasons } from '../../machines/failure-reasons.ts'
import type { Saying, Which } from '../plans/plan.ts'
import type { FastCheck } from './fast-check.ts'
import { type TokenOptions, tokenPlans } from './token-lives.ts'

/** What the things that happen may be asked to be. */
export interface SayingOptions extends TokenOptions {
  /** Whether results come of attempts that nobody made. Default `true`; real hosts have none. */
  readonly neverMade?: boolean
}

/** Whatever a machine can be told, and silence: time that passes. */
export function sayings(fc: FastCheck, options: SayingOptions = {}): Arbitrary<Saying> {
  const which = attempts(fc, options)
  const token = tokenPlans(fc, options)
  // A retry, or the end of a quiet time, that is due at once is odd, but well formed.
  const delayMs = fc.integer({ min: 0, max: 60_000 })
  const saying = <Say extends Saying['say']>(weight: number, say: Say, fields: object = {}) => ({
    weight,
    arbitrary: fc.record({ say: fc.constant(say), ...fields }) as Arbitrary<Saying>,
  })
  const succeeded = fc.record(
    { say: fc.constant('refresh.succeeded' as const), which, token, quietMs: delayMs, retryMs: delayMs },
    { requiredKeys: ['say', 'which', 'token'] },
  )
  const failed = fc.record(
    {
      say: fc.constant('refresh.failed' as const),
      which,
      reason: fc.constantFrom(...failureReasons),
      retryMs: delayMs,
      error: callbackErrors(fc),
    },
    { requiredKeys: ['say', 'which', 'reason'] },
  )
  return fc.oneof(
    saying(3, 'nothing'),
    saying(1, 'deadline.reached'),
    { weight: 6, arbitrary: succeeded as Arbitrary<Saying> },
    { weight: 6, arbitrary: failed as Arbitrary<Saying> },
    saying(2, 'refresh.demanded'),
    saying(1, 'token.supplied', { token }),
    saying(2, 'api.rejected', {
      back: fc.oneof(
        { weight: 4, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.integer({ min: -1, max: 2 }) },
      ),
    }),
    saying(1, 'conference.joined'),
    saying(1, 'conference.left'),
    // A kick ends a history: seldom, or there are no long ones.
    saying(1, 'conference.ejected'),
    saying(1, 'session.resumed', {
      survivors: fc.oneof(
        { weight: 3, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }) },
      ),
    }),
  )
}

/** Of which attempt a result is: the newest, an old one, or one never made. */
function attempts(fc: FastCheck, { neverMade = true }: SayingOptions): Arbitrary<Which> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant({ back: 0 }) },
    { weight: 4, arbitrary: fc.record({ back: fc.integer({ min: 1, max: 3 }) }) },
    { weight: neverMade ? 1 : 0, arbitrary: fc.record({ neverMade: fc.integer({ min: 1, max: 3 }) }) },
  )
}

function callbackErrors(fc: FastCheck): Arbitrary<CallbackError> {
  return fc.record(
    {
      name: fc.constantFrom('Error', 'TypeError', 'TimeoutError'),
      code: fc.oneof(fc.constantFrom('ECONNREFUSED', 'ERR_NETWORK'), fc.integer({ min: 0, max: 99 })),
      status: fc.constantFrom(401, 429, 500, 503),
    },
    { requiredKeys: [] },
  )
}
