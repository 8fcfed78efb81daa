import type { Arbitrary } from 'fast-check'
import type { Mark, Moment } from '../plans/plan.ts'
import { pauses } from './durations.ts'
import type { FastCheck } from './fast-check.ts'

/**
 * When something happens: often at once, so that much happens between two points; and often at a mark, one
 * millisecond before it, or one after.
 */
export function moments(fc: FastCheck): Arbitrary<Moment> {
  const near = (weight: number, ...marks: Mark[]) => ({
    weight,
    arbitrary: fc.record({ near: fc.constantFrom(...marks), offsetMs: fc.constantFrom(0, -1, 1) }),
  })
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant({ afterMs: 0 }) },
    { weight: 1, arbitrary: fc.record({ afterMs: pauses(fc) }) },
    { weight: 4, arbitrary: fc.record({ afterPercent: fc.integer({ min: 0, max: 30 }) }) },
    near(4, 'half', 'three-quarter', 'deadline'),
    near(2, 'end', 'retry', 'quiet'),
  )
}
