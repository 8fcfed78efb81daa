import type { Clock } from '../../services/clock/clock.ts'

/** A clock that one user alone is given, and that counts what is done with it. */
export interface WatchedClock extends Clock {
  /** How many of its timers are armed. */
  armed(): number
  /** The most that were armed at once. */
  mostArmed(): number
  /** Every delay that was asked for, ms. */
  readonly delays: readonly number[]
}

/**
 * Watches one user of a clock, who may share it with others.
 *
 * @example
 * const watched = watchClock(clock)
 * const session = openSession({ clock: watched, ... })
 * await session.close()
 * watched.armed() // 0
 */
export function watchClock(clock: Clock): WatchedClock {
  const armed = new Set<unknown>()
  const delays: number[] = []
  let most = 0
  return {
    now: () => clock.now(),
    setTimeout(fn, ms) {
      delays.push(ms)
      const handle = clock.setTimeout(() => {
        armed.delete(handle)
        fn()
      }, ms)
      armed.add(handle)
      most = Math.max(most, armed.size)
      return handle
    },
    clearTimeout(handle) {
      armed.delete(handle)
      clock.clearTimeout(handle)
    },
    armed: () => armed.size,
    mostArmed: () => most,
    delays,
  }
}
