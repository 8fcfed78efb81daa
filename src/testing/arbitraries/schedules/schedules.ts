import type { Arbitrary } from 'fast-check'
import type { Mark, Moment } from '../../plans/plan.ts'
import type { FastCheck } from '../fast-check.ts'
import type { Schedule, Scheduled } from './schedule.ts'

/** What schedules may be asked to be. */
export interface SchedulesOptions {
  /** Whether the device ever sleeps. Default `'sometimes'`. */
  readonly sleeps?: 'never' | 'sometimes'
  /** The most things that happen. Default 20. */
  readonly maxLength?: number
}

/**
 * When things happen, whatever they are: often at once, and often at half, three quarters or the end of the token in
 * use, one millisecond before or one after; awake or asleep; and with more or less of what was set off before still
 * to settle. `follow` lets a schedule happen.
 *
 * @param things what happens
 * @example
 * fc.assert(fc.asyncProperty(schedules(fc, fc.constantFrom('read', 'reject')), async (schedule) => {
 *   await follow(schedule, { clock, life: () => keeper.life, act: (what) => keeper[what]() })
 * }))
 */
export function schedules<What>(
  fc: FastCheck,
  things: Arbitrary<What>,
  { sleeps = 'sometimes', maxLength = 20 }: SchedulesOptions = {},
): Arbitrary<Schedule<What>> {
  const thing: Arbitrary<Scheduled<What>> = fc.record({
    at: aims(fc),
    until: sleeps === 'never' ? fc.constant('awake' as const) : fc.constantFrom('awake', 'asleep'),
    what: things,
    settles: fc.oneof(
      { weight: 2, arbitrary: fc.constant('all' as const) },
      { weight: 1, arbitrary: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const) },
    ),
  })
  return fc.array(thing, { maxLength, size: 'max' })
}

/** As `moments`, but for marks that not every keeper has, and for months: a clock visits each minute that is awake. */
function aims(fc: FastCheck): Arbitrary<Moment> {
  const points: readonly Mark[] = ['half', 'three-quarter', 'end']
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant({ afterMs: 0 }) },
    {
      weight: 5,
      arbitrary: fc.record({ near: fc.constantFrom(...points), offsetMs: fc.constantFrom(0, -1, 1) }),
    },
    { weight: 3, arbitrary: fc.record({ afterPercent: fc.integer({ min: 0, max: 60 }) }) },
    { weight: 1, arbitrary: fc.record({ afterMs: fc.integer({ min: 1, max: 2 * 3_600_000 }) }) },
  )
}
