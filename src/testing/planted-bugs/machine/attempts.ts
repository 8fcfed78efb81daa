import type { MachineBug } from '../planted-bug.ts'
import { inEach, plantMachine } from './plant-machine.ts'

/** Which attempts are made, when, and what they are told. */
export const attempts: readonly MachineBug[] = [
  plantMachine({
    name: 'is-expired-always-false',
    says: 'The callback is never told that the token has expired, so a server that can tell the difference gives the old one.',
    breaks: 'truthful-is-expired',
    actions: { request: { sees: () => ({ isRejected: false, expiresAtMs: Number.POSITIVE_INFINITY }) } },
  }),

  plantMachine({
    name: 'demand-does-not-join',
    says: 'Whoever demands a token while one is being fetched makes a second call.',
    breaks: 'single-flight',
    rows: (rows) =>
      inEach(rows, 'requesting', (on) => ({
        ...on,
        'refresh.demanded': { actions: [{ type: 'request', params: { stage: 'demand' } }] },
      })),
  }),

  plantMachine({
    name: 'join-ignored',
    says: 'With `overlap: join` a point makes a second call all the same, which logs a user out where refresh tokens rotate.',
    breaks: 'single-flight',
    actions: { request: { sees: () => ({ overlap: 'allow' }) } },
  }),

  plantMachine({
    name: 'numbers-reused-after-restart',
    says: 'After a restart the lost attempt is made again under its old number.',
    breaks: 'attempts-are-numbered',
    actions: { remake: { sees: ({ context }) => ({ lastAttempt: context.lastAttempt - 1 }) } },
  }),

  plantMachine({
    name: 'lost-attempt-not-made',
    says: 'After a restart the answer of an attempt that was lost with the process is waited for.',
    breaks: 'rehydration-is-sleep',
    guards: { isLost: () => false },
  }),

  plantMachine({
    name: 'numbers-start-again',
    says: 'With each new token attempts are numbered from 1 again.',
    breaks: 'attempts-are-numbered',
    actions: { adopt: { leaves: () => ({ lastAttempt: 0 }) } },
  }),

  plantMachine({
    name: 'failure-drops-token',
    says: 'A refresh that fails takes away the old token, which is good for a while yet.',
    breaks: 'useless-tokens-are-failures',
    rows: (rows) =>
      inEach(rows, 'requesting', (on) => ({
        ...on,
        'refresh.failed': { guard: 'isFailure', target: '#expired.idle', actions: ['fail', 'expire'] },
      })),
  }),

  plantMachine({
    name: 'retry-at-once',
    says: 'A failed attempt is made again at once, and again, as long as the server is down.',
    breaks: 'storms-are-bounded',
    actions: { fail: { leaves: ({ event }) => ({ retryAtMs: event.atMs }) } },
  }),

  plantMachine({
    name: 'retry-before-its-time',
    says: 'Whoever looks at the time during a backoff makes the attempt that has to wait.',
    breaks: 'storms-are-bounded',
    guards: {
      isRetryDue: ({ context, event }, real) =>
        real({ context: { ...context, retryAtMs: context.retryAtMs && event.atMs }, event }),
    },
  }),
]
