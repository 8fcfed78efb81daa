import type { Arbitrary } from 'fast-check'
import type { FastCheck } from '../fast-check.ts'
import { moments } from '../moments.ts'
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
    at: moments(fc),
    until: sleeps === 'never' ? fc.constant('awake' as const) : fc.constantFrom('awake', 'asleep'),
    what: things,
    settles: fc.oneof(
      { weight: 2, arbitrary: fc.constant('all' as const) },
      { weight: 1, arbitrary: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const) },
    ),
  })
  return fc.array(thing, { maxLength, size: 'max' })
}
