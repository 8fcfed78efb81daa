import type { Clock } from '../../../src/index.ts'

/** A clock that one session alone is given, and that counts what the session does with it. */
export interface WatchedClock extends Clock {
  /** How many of its timers are armed. */
  armed(): number
  /** The most that were armed at once. */
  mostArmed(): number
  /** Every delay it asked for, ms. */
  readonly delays: readonly number[]
}

/** Watches one user of a clock, who may share it with others. */
export function watch(clock: Clock): WatchedClock {
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
