import type { Arbitrary } from 'fast-check'
import type { FastCheck } from '../fast-check.ts'
import type { ClockCourse, ClockStep } from './clock-course.ts'

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs

/** What clocks may be asked to be. */
export interface ClocksOptions {
  /** Whether the wall clock is wrong or set, and timers throttled. Default `'sometimes'`. */
  readonly jumps?: 'never' | 'sometimes'
  /** The most steps. Default 16. */
  readonly maxLength?: number
}

/**
 * What time does to a device: it passes, sleeps up to thirty days, is set back and forward, is throttled, and was
 * wrong from the start. As data: `clockOf` makes the clock, `passTime` lets each step happen.
 */
export function clocks(fc: FastCheck, options: ClocksOptions = {}): Arbitrary<ClockCourse> {
  const { jumps = 'sometimes', maxLength = 16 } = options
  return fc.record({
    aheadMs: clockErrors(fc, jumps),
    // Without `size`, fast-check would make most of them very short.
    steps: fc.array(clockSteps(fc, options), { maxLength, size: 'max' }),
  })
}

/** By how much a device's clock is wrong: mostly not at all. */
export function clockErrors(fc: FastCheck, jumps: ClocksOptions['jumps'] = 'sometimes'): Arbitrary<number> {
  return jumps === 'never' ? fc.constant(0) : fc.constantFrom(0, 0, 0, -70 * minuteMs, 70 * minuteMs)
}

/** One thing that time does. */
export function clockSteps(fc: FastCheck, { jumps = 'sometimes' }: ClocksOptions = {}): Arbitrary<ClockStep> {
  const pauses = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 5 * secondMs }) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 5 * minuteMs }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 * hourMs }) },
  )
  const sleeps = fc.oneof(
    { weight: 3, arbitrary: pauses },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 30 * 24 * hourMs }) },
  )
  const step = (weight: number, ms: Arbitrary<number>, ...times: ClockStep['time'][]) => ({
    weight,
    arbitrary: fc.record({ time: fc.constantFrom(...times), ms }),
  })
  const isWild = jumps === 'sometimes' ? 1 : 0
  return fc.oneof(
    step(9, pauses, 'advance'),
    step(2, sleeps, 'sleep'),
    step(2 * isWild, sleeps, 'set-back', 'set-forward'),
    step(isWild, fc.constantFrom(1, secondMs, minuteMs), 'throttle'),
  )
}
