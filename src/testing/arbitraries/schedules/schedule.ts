import type { TokenLife } from '../../../machines/token-life.ts'
import type { TestClock } from '../../clock/test-clock.ts'
import { momentMs } from '../../plans/moment.ts'
import type { Moment } from '../../plans/plan.ts'

/** One thing that happens, when, and how much of what it sets off is done before the next thing happens. */
export interface Scheduled<What> {
  readonly at: Moment
  /** How time passes until then: with timers firing, or without, so that all that is due fires late. */
  readonly until: 'awake' | 'asleep'
  readonly what: What
  /** All promises settle before time goes on; or it does after so many turns of the microtask queue. */
  readonly settles: 'all' | 0 | 1 | 2 | 3
}

/** What happens, in order. Plain data. */
export type Schedule<What> = readonly Scheduled<What>[]

/** Whoever a schedule happens to. */
export interface ScheduleHost<What> {
  readonly clock: TestClock
  /** The token in use as it is now: the moments aim at its points. ms since the epoch, by the clock. */
  life(): Pick<TokenLife, 'issuedAtMs' | 'expiresAtMs' | 'jitterMs'>
  /** Makes it happen. What it throws ends the schedule. */
  act(what: What): unknown
}

/** Lets a schedule happen. @returns once all of it has, and all that could settle has */
export async function follow<What>(
  schedule: Schedule<What>,
  { clock, life, act }: ScheduleHost<What>,
): Promise<void> {
  for (const { at, until, what, settles } of schedule) {
    const ms = momentMs(at, { atMs: clock.now(), token: life() }) - clock.now()
    // With no time to pass, a turn of the event loop would undo what `settles` says of the thing before.
    if (ms > 0) await (until === 'awake' ? clock.advanceAsync(ms) : clock.sleepAsync(ms))
    act(what)
    if (settles === 'all') await clock.settle()
    else for (let turn = 0; turn < settles; turn++) await Promise.resolve()
  }
  await clock.settle()
}
