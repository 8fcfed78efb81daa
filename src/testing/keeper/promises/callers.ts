import { count, exactSpan } from '../../words/exact-span.ts'
import type { KeeperPromise } from './promise.ts'
import {
  answering,
  ask,
  askInTurn,
  endOf,
  firstWrong,
  hourMs,
  issuer,
  minuteMs,
  mostCallsIn,
  nod,
  part,
  pass,
  secondMs,
  wrongToken,
} from './words.ts'

/** What callers get, and what they cost. */

export const singleFlight: KeeperPromise = {
  says: 'Callers who need a new token at the same time share one call.',
  scenarios: (fc) =>
    fc
      .record({
        callers: fc.integer({ min: 2, max: 100 }),
        late: fc.integer({ min: 0, max: 600 }),
        afterMs: fc.integer({ min: 1, max: 1000 }),
        isRejected: fc.boolean(),
      })
      .map(({ callers, late, afterMs, isRejected }) => ({
        ttlMs: hourMs,
        steps: [
          answering(afterMs),
          ...(isRejected
            ? Array.from({ length: callers }, () => ({ do: 'reject', which: 'first' }) as const)
            : [nod(hourMs + late * secondMs)]),
          ask(callers),
          pass(2 * secondMs),
        ],
      })),
  broken: ({ calls }) => {
    const both = calls.find(({ number, atMs }) =>
      calls.some((other) => other.number < number && (other.settledAtMs ?? Infinity) > atMs),
    )
    return both && `call ${both.number} began while another was in flight`
  },
}

export const outageIsNotALogout: KeeperPromise = {
  says: 'While the issuer is down, callers are given the old token as long as it lives.',
  scenarios: (fc) =>
    fc
      .record({ ttl: fc.integer({ min: 60, max: 240 }), at: fc.integer({ min: 0, max: 999 }) })
      .map(({ ttl, at }) => ({
        ttlMs: ttl * minuteMs,
        steps: [issuer({ how: 'is-down' }), pass(part(ttl * minuteMs, at)), ask(), pass(100)],
      })),
  broken: (account) =>
    firstWrong(account.asks, ({ number, atMs, refused }) =>
      refused === undefined
        ? undefined
        : `caller ${number} was refused, and token 0 had ${exactSpan(endOf(account) - atMs)} left`,
    ),
}

export const noDeadToken: KeeperPromise = {
  says: 'A token that has ended is not handed out, whether its keeper was awake when it ended or asleep.',
  scenarios: (fc) =>
    fc
      .record({
        at: fc.integer({ min: 0, max: 900 }),
        late: fc.integer({ min: 0, max: 7200 }),
        how: fc.constantFrom('pass', 'late', 'stood-still'),
      })
      .map(({ at, late, how }) => {
        const ms = hourMs - part(hourMs, at) + late * secondMs
        return {
          ttlMs: hourMs,
          steps: [
            issuer({ how: 'is-down' }),
            pass(part(hourMs, at)),
            how === 'pass' ? pass(ms) : { do: 'sleep' as const, ms, timers: how as 'late' },
            ask(),
          ],
        }
      }),
  broken: ({ asks }) => firstWrong(asks, wrongToken),
}

const storm = (calls: Parameters<typeof mostCallsIn>[0]) => {
  const most = mostCallsIn(calls, secondMs)
  return most > 3 ? `${count(most, 'call')} in one second; 3 would do` : undefined
}

export const stormsAreBounded: KeeperPromise = {
  says: 'While the issuer is down and the token over, callers who go on asking make no more than 3 calls a second.',
  scenarios: (fc) =>
    fc
      .record({ callers: fc.integer({ min: 1, max: 100 }), late: fc.integer({ min: 0, max: 600 }) })
      .map(({ callers, late }) => ({
        ttlMs: hourMs,
        steps: [issuer({ how: 'is-down' }), pass(hourMs + late * secondMs), askInTurn(callers)],
      })),
  broken: ({ calls }) => storm(calls),
}

export const rejectionStormsAreBounded: KeeperPromise = {
  says: 'When the platform rejects each new token at once, no more than 3 calls a second are made.',
  needs: 'rejected',
  scenarios: (fc) =>
    fc.integer({ min: 1, max: 20 }).map((cycles) => ({
      ttlMs: hourMs,
      steps: [
        answering(10),
        ...Array.from({ length: cycles }, () => [
          { do: 'reject', which: 'current' } as const,
          pass(50),
          ask(),
          pass(50),
        ]).flat(),
      ],
    })),
  broken: ({ calls }) => storm(calls),
}

export const rejectionsAreHeard: KeeperPromise = {
  says: 'A token that the platform has rejected is replaced, and not handed out again.',
  needs: 'rejected',
  scenarios: (fc) =>
    fc.integer({ min: 0, max: 999 }).map((at) => ({
      ttlMs: hourMs,
      steps: [
        answering(),
        pass(part(hourMs, at)),
        { do: 'reject', which: 'current' },
        pass(secondMs),
        ask(),
        pass(secondMs),
      ],
    })),
  broken: ({ asks, rejections }) =>
    firstWrong(asks, ({ number, handed, refused }) => {
      if (refused !== undefined) return `caller ${number} was refused: ${refused}`
      if (!handed) return `caller ${number} got no answer`
      return rejections.some(({ value }) => value === handed.value)
        ? `caller ${number} was given the token that was rejected`
        : undefined
    }),
}

export const staleRejectionsCostNothing: KeeperPromise = {
  says: 'Rejections of a token that arrive one after another make one call; those after it was replaced make none.',
  needs: 'rejected',
  scenarios: (fc) =>
    fc.integer({ min: 1, max: 20 }).map((times) => ({
      ttlMs: hourMs,
      steps: [
        answering(),
        ...Array.from({ length: times }, () => [{ do: 'reject', which: 'first' } as const, pass(200)]).flat(),
      ],
    })),
  broken: ({ calls, rejections }) =>
    calls.length > 1
      ? `${count(calls.length, 'call')} for ${count(rejections.length, 'rejection')} of the first token; one is needed`
      : undefined,
}
