import { TestClock } from '../../clock/test-clock.ts'

/**
 * One thing that time does to a device.
 *
 * - `advance`: it passes, and timers fire as they should
 * - `sleep`: it passes, and no timer fires before its end: a lid is closed, a tab is frozen
 * - `set-back`, `set-forward`: somebody sets the wall clock. Forward is also the sleep of a platform whose monotonic
 *   clock stands still meanwhile
 * - `throttle`: from now on timers fire on multiples of `ms` only, as in a tab in the background; 1 ends that
 */
export interface ClockStep {
  readonly time: 'advance' | 'sleep' | 'set-back' | 'set-forward' | 'throttle'
  readonly ms: number
}

/** What time does to a device, from its start. */
export interface ClockCourse {
  /** By how much its wall clock is ahead of true time at the start, ms; negative: behind. */
  readonly aheadMs: number
  readonly steps: readonly ClockStep[]
}

/**
 * Lets a step happen to a clock, and all that can settle settle.
 *
 * @example for (const step of course.steps) await passTime(clock, step)
 */
export async function passTime(clock: TestClock, { time, ms }: ClockStep): Promise<void> {
  if (time === 'advance') return clock.advanceAsync(ms)
  if (time === 'sleep') return clock.sleepAsync(ms)
  if (time === 'set-back') clock.setBack(ms)
  else if (time === 'set-forward') clock.setForward(ms)
  else clock.throttle(ms)
  await clock.settle()
}

/**
 * The clock of a device, as a course begins.
 *
 * @param trueMs true time at the start, ms since the epoch. Default 1 800 000 000 000
 */
export const clockOf = ({ aheadMs }: Pick<ClockCourse, 'aheadMs'>, trueMs = 1_800_000_000_000): TestClock =>
  new TestClock(trueMs + aheadMs)
