import { count, exactSpan } from '../../words/exact-span.ts'
import type { KeeperPromise } from './promise.ts'
import {
  answering,
  ask,
  firstWrong,
  hourMs,
  minuteMs,
  mostCallsIn,
  notServed,
  part,
  pass,
  secondMs,
  wrongToken,
} from './words.ts'

/** Sleep, and clocks that are wrong. */

export const wakeCollapses: KeeperPromise = {
  says: 'Waking makes one call at most, however much fell due meanwhile.',
  scenarios: (fc) =>
    fc
      .record({
        at: fc.integer({ min: 0, max: 400 }),
        minutes: fc.integer({ min: 60, max: 30 * 24 * 60 }),
        timers: fc.constantFrom<'late' | 'stood-still'>('late', 'stood-still'),
      })
      .map(({ at, minutes, timers }) => ({
        ttlMs: hourMs,
        steps: [
          answering(),
          pass(part(hourMs, at)),
          { do: 'sleep', ms: minutes * minuteMs, timers },
          ask(),
          pass(secondMs),
        ],
      })),
  broken: ({ calls, wokeAtMs = 0 }) => {
    const made = calls.filter(({ atMs }) => atMs >= wokeAtMs).length
    return made > 1 ? `${count(made, 'call')} on waking` : undefined
  },
}

export const sleepIsJustLate: KeeperPromise = {
  says: 'Within a minute of waking, after the token ended, a new one is asked for: also if timers stood still meanwhile.',
  scenarios: (fc) =>
    fc
      .record({
        at: fc.integer({ min: 0, max: 400 }),
        minutes: fc.integer({ min: 60, max: 24 * 60 }),
        timers: fc.constantFrom<'late' | 'stood-still'>('late', 'stood-still'),
      })
      .map(({ at, minutes, timers }) => ({
        ttlMs: hourMs,
        steps: [
          answering(),
          pass(part(hourMs, at)),
          { do: 'sleep', ms: minutes * minuteMs, timers },
          pass(minuteMs),
        ],
      })),
  broken: ({ calls, wokeAtMs = 0 }) =>
    calls.some(({ atMs }) => atMs >= wokeAtMs) ? undefined : 'a minute after waking nobody has been asked',
}

export const skewIsSurvived: KeeperPromise = {
  says: 'With a local clock so fast that every new token looks dead, callers are served, by no more than 3 calls a minute.',
  scenarios: (fc) =>
    fc
      .record({ minutes: fc.integer({ min: 60, max: 600 }), asks: fc.integer({ min: 1, max: 10 }) })
      .map(({ minutes, asks }) => ({
        ttlMs: hourMs,
        clockAheadMs: minutes * minuteMs,
        steps: [
          answering(),
          pass(secondMs),
          ...Array.from({ length: asks }, () => [ask(), pass(secondMs)]).flat(),
        ],
      })),
  broken: ({ calls, asks }) => {
    const most = mostCallsIn(calls, minuteMs)
    return most > 3 ? `${count(most, 'call')} in a minute` : firstWrong(asks, notServed)
  },
}

export const timeNeverRunsBack: KeeperPromise = {
  says: 'When the wall clock is set back, a token lives no longer for it.',
  scenarios: (fc) =>
    fc
      .record({ at: fc.integer({ min: 0, max: 900 }), minutes: fc.integer({ min: 1, max: 24 * 60 }) })
      .map(({ at, minutes }) => ({
        ttlMs: hourMs,
        steps: [
          answering(),
          pass(part(hourMs, at)),
          { do: 'set-clock', ms: -minutes * minuteMs },
          pass(hourMs - part(hourMs, at)),
          ask(),
          pass(secondMs),
        ],
      })),
  broken: ({ asks }) => firstWrong(asks, wrongToken),
}

export const herdsAreSpread: KeeperPromise = {
  says: 'Of a hundred keepers that are opened together, no more than twenty ask in the same second.',
  mostRuns: 2,
  scenarios: (fc) =>
    fc.integer({ min: 60, max: 70 }).map((minutes) => ({
      ttlMs: minutes * minuteMs,
      keepers: 100,
      steps: [answering(), pass(minutes * minuteMs - secondMs)],
    })),
  broken: ({ calls }) => {
    const most = mostCallsIn(calls, secondMs)
    const first = calls[0]
    return most > 20 && first
      ? `${count(most, 'call')} in one second, after ${exactSpan(first.atMs)}`
      : undefined
  },
}
