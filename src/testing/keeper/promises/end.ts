import { count } from '../../words/exact-span.ts'
import type { KeeperPromise } from './promise.ts'
import { answering, ask, firstWrong, hourMs, issuer, minuteMs, pass, secondMs } from './words.ts'

/** What a keeper leaves behind. */

export const oneTimer: KeeperPromise = {
  says: 'A keeper has at most one timer armed.',
  scenarios: (fc) =>
    fc
      .record({
        how: fc.constantFrom('is-down', 'is-silent', 'empty', 'same'),
        asks: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }),
      })
      .map(({ how, asks }) => ({
        ttlMs: hourMs,
        steps: [
          issuer({ how } as { how: 'empty' }),
          ...asks.flatMap((minutes) => [pass(minutes * minuteMs), ask()]),
        ],
      })),
  broken: ({ mostArmed }) => (mostArmed > 1 ? `${mostArmed} timers were armed at a time` : undefined),
}

export const theEndIsTheEnd: KeeperPromise = {
  says: 'After it is closed a keeper makes no call, arms no timer, and hands out no token.',
  needs: 'close',
  scenarios: (fc) =>
    fc
      .record({ minutes: fc.integer({ min: 0, max: 120 }), afterMs: fc.integer({ min: 0, max: 10_000 }) })
      .map(({ minutes, afterMs }) => ({
        ttlMs: hourMs,
        steps: [
          answering(afterMs),
          pass(minutes * minuteMs),
          ask(),
          { do: 'close' },
          pass(2 * hourMs),
          ask(),
          pass(secondMs),
        ],
      })),
  broken: ({ calls, asks, closedAtMs = 0, armedAfterClose }) => {
    if (armedAfterClose > 0) return `${count(armedAfterClose, 'timer')} armed after it was closed`
    // A call that began in the very moment of closing may have been there before.
    const late = calls.find(({ atMs }) => atMs > closedAtMs)
    if (late) return `call ${late.number} was made after it was closed`
    return firstWrong(asks, ({ number, atMs, handed }) =>
      atMs > closedAtMs && handed ? `caller ${number} was given a token after it was closed` : undefined,
    )
  },
}

export const noSecretLeaves: KeeperPromise = {
  says: 'No 16 characters of a token are said on the console, or by an error that a caller or nobody catches.',
  scenarios: (fc) =>
    fc
      .record({
        how: fc.constantFrom('is-down', 'throws', 'empty', 'same', 'dead', 'malformed'),
        asks: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 3 }),
      })
      .map(({ how, asks }) => ({
        ttlMs: hourMs,
        steps: [
          issuer({ how } as { how: 'empty' }),
          ...asks.flatMap((minutes) => [
            pass(minutes * minuteMs),
            ask(),
            { do: 'reject', which: 'current' } as const,
          ]),
          pass(secondMs),
        ],
      })),
  broken: ({ leaks }) =>
    leaks.length > 0 ? `part of a token is to be read in ${count(leaks.length, 'message')}` : undefined,
}
