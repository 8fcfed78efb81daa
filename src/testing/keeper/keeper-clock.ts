import type { Clock } from '../../services/clock/clock.ts'
import { type WatchedClock, watchClock } from '../observe/watch-clock.ts'

/**
 * The clock as a keeper sees it: counts its timers, and catches what they throw. As in Node, no delay is
 * shorter than a millisecond, so that a timer which arms itself for ever does not stop time.
 */
export function keeperClock(clock: Clock, onThrow: (error: unknown) => void): WatchedClock {
  return watchClock({
    now: () => clock.now(),
    setTimeout(fn, ms) {
      const isTaken = ms >= 1 && ms <= 2 ** 31 - 1
      const fire = () => {
        try {
          fn()
        } catch (error) {
          onThrow(error)
        }
      }
      return clock.setTimeout(fire, isTaken ? ms : 1)
    },
    clearTimeout: (handle) => clock.clearTimeout(handle),
  })
}
