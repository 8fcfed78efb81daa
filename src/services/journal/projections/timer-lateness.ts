import { nextDeadlineMs } from '../../../machines/deadline.ts'
import { isReached } from '../../../machines/points.ts'
import type { Projection } from '../project.ts'
import { type Distribution, Spread } from './distribution.ts'

/** How late the machine heard of what was due, ms: timers, throttled tabs, sleep, restarts. */
export const timerLateness: Projection<Spread, Distribution | null> = {
  initial: () => new Spread(),
  step(spread, { event }, before) {
    const deadlineMs = before ? nextDeadlineMs(before) : null
    if (event.type === 'deadline.reached' && deadlineMs !== null && isReached(deadlineMs, event.atMs)) {
      spread.add(event.atMs - deadlineMs)
    }
    return spread
  },
  result: (spread) => spread.summary(),
}
