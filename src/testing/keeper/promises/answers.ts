import { exactSpan } from '../../words/exact-span.ts'
import type { Account } from '../account.ts'
import type { KeeperPromise } from './promise.ts'
import {
  answering,
  ask,
  endOf,
  firstWrong,
  hourMs,
  issuer,
  minuteMs,
  nod,
  notServed,
  part,
  pass,
  secondMs,
  wrongToken,
} from './words.ts'

/** What the callback may do to a keeper. */

export const truthfulIsExpired: KeeperPromise = {
  says: 'The callback is told `isExpired`: true if the token has ended or was rejected, else false.',
  scenarios: (fc) =>
    fc
      .record({ at: fc.integer({ min: 0, max: 1500 }), isRejected: fc.boolean() })
      .map(({ at, isRejected }) => ({
        ttlMs: hourMs,
        steps: [
          issuer({ how: 'is-down' }),
          pass(part(hourMs, at)),
          ...(isRejected ? [{ do: 'reject', which: 'first' } as const] : []),
          ask(),
        ],
      })),
  broken: (account) =>
    firstWrong(account.calls, ({ number, atMs, told }) => {
      const isOver = atMs >= endOf(account) || account.rejections.some((one) => one.atMs <= atMs)
      return told === isOver ? undefined : `call ${number} was told ${String(told)}; ${isOver} is the truth`
    }),
}

const hanging = ({ asks, nowMs }: Account) =>
  firstWrong(asks, ({ number, atMs, settledAtMs }) =>
    settledAtMs === undefined && nowMs >= atMs + minuteMs
      ? `caller ${number} has had no answer for ${exactSpan(nowMs - atMs)}`
      : undefined,
  )

export const uselessTokensAreFailures: KeeperPromise = {
  says: 'An answer that is empty, has ended, or is the token in use is no token: it is not handed out past its end, and nobody waits for ever.',
  scenarios: (fc) =>
    fc
      .record({
        how: fc.constantFrom('empty', 'same', 'dead'),
        asks: fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 4 }),
      })
      .map(({ how, asks }) => ({
        ttlMs: hourMs,
        steps: [
          issuer({ how } as { how: 'empty' }),
          ...asks.flatMap((minutes) => [pass(minutes * minuteMs), ask()]),
          pass(minuteMs),
        ],
      })),
  broken: (account) => firstWrong(account.asks, wrongToken) ?? hanging(account),
}

export const lateResultsNeverHarm: KeeperPromise = {
  says: 'The late answer of an older call does not take the place of the token that a newer call has brought.',
  scenarios: (fc) =>
    fc
      .record({ slow: fc.integer({ min: 20, max: 120 }), gap: fc.integer({ min: 1, max: 60 }) })
      .map(({ slow, gap }) => ({
        ttlMs: hourMs,
        steps: [
          answering(slow * secondMs),
          nod(hourMs),
          ask(),
          pass(gap * secondMs),
          answering(10),
          ask(),
          pass(3 * minuteMs),
          ask(),
        ],
      })),
  broken: ({ asks }) => {
    let newest = 0
    return firstWrong(asks, ({ number, atMs, handed }) => {
      const given = handed?.token?.number ?? 0
      // Whoever asked before the newer one was there may have been waiting for the older one.
      const isLate = asks.some(
        (other) => (other.handed?.token?.number ?? 0) > given && (other.settledAtMs ?? Infinity) <= atMs,
      )
      newest = Math.max(newest, given)
      return handed && isLate
        ? `caller ${number} was given token ${given}, though token ${newest} was there before`
        : undefined
    })
  },
}

export const callbacksCannotHurt: KeeperPromise = {
  says: 'Whatever the callback does, no rejection goes unhandled and no error escapes from a timer.',
  scenarios: (fc) =>
    fc
      .record({
        how: fc.constantFrom('is-down', 'throws', 'is-hostile', 'empty', 'dead', 'malformed'),
        asks: fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 3 }),
      })
      .map(({ how, asks }) => ({
        ttlMs: hourMs,
        steps: [
          issuer({ how } as { how: 'empty' }),
          ...asks.flatMap((minutes) => [pass(minutes * minuteMs), ask()]),
          pass(minuteMs),
        ],
      })),
  broken: ({ escaped }) => escaped[0],
}

export const everyAttemptSettles: KeeperPromise = {
  says: 'Though the callback never answers, every caller has a token or an error within a minute.',
  scenarios: (fc) =>
    fc.integer({ min: 1, max: 3 }).map((callers) => ({
      ttlMs: hourMs,
      steps: [issuer({ how: 'is-silent' }), nod(hourMs), ask(callers), pass(minuteMs)],
    })),
  broken: hanging,
}

const servedInTheEnd = ({ asks }: Account) => {
  const last = asks.at(-1)
  return last && notServed(last)
}
const fiveMinutes = Array.from({ length: 5 }, () => [pass(minuteMs), ask(), pass(secondMs)]).flat()

export const recoversAfterSilence: KeeperPromise = {
  says: 'After a call that was never answered, a caller is served within five minutes of the issuer being back.',
  scenarios: (fc) =>
    fc.integer({ min: 0, max: 120 }).map((minutes) => ({
      ttlMs: hourMs,
      steps: [
        issuer({ how: 'is-silent' }),
        nod(hourMs),
        ask(),
        pass(minutes * minuteMs),
        answering(),
        ...fiveMinutes,
      ],
    })),
  broken: servedInTheEnd,
}

export const recoversAfterOutage: KeeperPromise = {
  says: 'After an outage, however long, a caller is served within five minutes of the issuer being back.',
  scenarios: (fc) =>
    fc.integer({ min: 0, max: 180 }).map((minutes) => ({
      ttlMs: hourMs,
      steps: [issuer({ how: 'is-down' }), pass(minutes * minuteMs), ask(), answering(), ...fiveMinutes],
    })),
  broken: servedInTheEnd,
}
