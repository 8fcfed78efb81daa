import { count, exactSpan } from '../../words/exact-span.ts'
import type { Account } from '../account.ts'
import type { Scenario } from '../scenario.ts'
import type { KeeperPromise } from './promise.ts'
import {
  answering,
  ask,
  dayMs,
  endOf,
  firstWrong,
  issuer,
  minuteMs,
  notServed,
  part,
  pass,
  secondMs,
} from './words.ts'

/** When a keeper asks for a new token. */

const tooEarly = ({ calls, ttlMs }: Account) =>
  firstWrong(calls, ({ number, atMs }) =>
    atMs * 2 < ttlMs
      ? `call ${number} began when token 0 had ${exactSpan(ttlMs - atMs)} of ${exactSpan(ttlMs)} left`
      : undefined,
  )

const askedAt = (ttlMs: number, permilles: readonly number[]): Scenario => {
  let beforeMs = 0
  const steps = [...permilles]
    .sort((a, b) => a - b)
    .flatMap((permille) => {
      const ms = part(ttlMs, permille) - beforeMs
      beforeMs += ms
      return ms > 0 ? [pass(ms), ask()] : [ask()]
    })
  return { ttlMs, steps: [answering(), ...steps] }
}

export const neverEarly: KeeperPromise = {
  says: 'A token that lives an hour or more is not replaced in the first half of its life, however often it is asked for.',
  scenarios: (fc) =>
    fc
      .record({
        ttl: fc.integer({ min: 60, max: 240 }),
        at: fc.array(fc.integer({ min: 0, max: 499 }), { minLength: 1, maxLength: 5 }),
      })
      .map(({ ttl, at }) => askedAt(ttl * minuteMs, at)),
  broken: tooEarly,
}

export const shortLives: KeeperPromise = {
  says: 'Nor is a token that lives from two seconds to five minutes.',
  scenarios: (fc) =>
    fc
      .record({
        ttl: fc.integer({ min: 2, max: 300 }),
        at: fc.array(fc.integer({ min: 0, max: 499 }), { minLength: 1, maxLength: 5 }),
      })
      .map(({ ttl, at }) => askedAt(ttl * secondMs, at)),
  broken: tooEarly,
}

export const longLives: KeeperPromise = {
  says: 'Nor is one that lives 25 days to ten years, which is longer than a timer can wait; and it is usable.',
  scenarios: (fc) =>
    fc
      .record({ days: fc.integer({ min: 25, max: 3650 }), seconds: fc.integer({ min: 1, max: 60 }) })
      .map(({ days, seconds }) => ({
        ttlMs: days * dayMs,
        steps: [answering(), pass(seconds * secondMs), ask()],
      })),
  broken: ({ calls, asks, nowMs }) =>
    calls.length > 0
      ? `${count(calls.length, 'call')} in the first ${exactSpan(nowMs)} of its life`
      : firstWrong(asks, notServed),
}

export const refreshesAhead: KeeperPromise = {
  says: 'A token is replaced before it ends, though nobody asks for it.',
  scenarios: (fc) =>
    fc.integer({ min: 5, max: 240 }).map((ttl) => ({
      ttlMs: ttl * minuteMs,
      steps: [answering(), pass(ttl * minuteMs - secondMs)],
    })),
  broken: (account) =>
    account.calls.some(({ how, settledAtMs }) => how === 'answered' && (settledAtMs ?? 0) < endOf(account))
      ? undefined
      : 'a second before the end of token 0 there is no other',
}

export const retriesAhead: KeeperPromise = {
  says: 'One failed refresh is repeated before the token ends, though nobody asks for it.',
  scenarios: (fc) =>
    fc.integer({ min: 5, max: 240 }).map((ttl) => ({
      ttlMs: ttl * minuteMs,
      steps: [issuer({ how: 'fails-once', afterMs: 100 }), pass(ttl * minuteMs - secondMs)],
    })),
  broken: refreshesAhead.broken,
}

export const adoptionReArms: KeeperPromise = {
  says: 'The next refresh follows the life of the new token, be it shorter or longer: callers are served all the time.',
  scenarios: (fc) => {
    const ttl = fc.integer({ min: 5, max: 120 })
    return fc
      .record({
        first: ttl,
        next: ttl,
        asks: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
      })
      .map(({ first, next, asks }) => ({
        ttlMs: first * minuteMs,
        steps: [
          issuer({ how: 'answers', afterMs: 100, ttlMs: next * minuteMs }),
          ...asks.flatMap((minutes) => [pass(minutes * minuteMs), ask()]),
          pass(secondMs),
        ],
      }))
  },
  broken: ({ asks }) => firstWrong(asks, notServed),
}
