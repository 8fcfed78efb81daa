import type { Clock } from '../../clock/clock.ts'
import { SteadyTime } from '../../clock/steady-time.ts'
import { PlatformError } from '../errors.ts'
import type { Waiting } from './deadline.ts'
import { pause } from './pause.ts'

/** How often, and for how long, a call is made again. */
interface Patience {
  readonly retries: number
  readonly totalTimeoutMs: number
  readonly timeoutMs: number
  readonly clock: Clock
}

/** These say that nothing was done; after any other the call may have had its effect. */
const undone = [429, 503]

/**
 * Makes a call again after a 429 or 5xx that asks to come back later (`Retry-After`), when it asks to. Without that,
 * whoever calls knows better when to try again: a session has a backoff for it, and two would multiply.
 *
 * @param tryOnce is told how long it may take, in milliseconds
 * @param isHarmless whether the call may have its effect twice
 * @throws what the last try threw: with no try left, or if the time would be up before the next
 */
export async function persist<T>(
  { retries, totalTimeoutMs, timeoutMs, clock }: Patience,
  isHarmless: boolean,
  tryOnce: (timeoutMs: number) => Promise<T>,
  waiting: Waiting = {},
): Promise<T> {
  const time = new SteadyTime(clock)
  const untilMs = time.now() + totalTimeoutMs
  for (let retriesLeft = retries; ; retriesLeft -= 1) {
    try {
      return await tryOnce(Math.min(timeoutMs, untilMs - time.now()))
    } catch (error) {
      const waitMs = askedToWait(error, isHarmless)
      if (waitMs === undefined || retriesLeft === 0 || time.now() + waitMs >= untilMs) throw error
      if (waitMs > 0) await pause(waitMs, clock, waiting)
    }
  }
}

/** After how long the same call is welcome, if it is. */
function askedToWait(error: unknown, isHarmless: boolean): number | undefined {
  const { status = 0, retryAfterMs } = error instanceof PlatformError ? error : {}
  return undone.includes(status) || (status >= 500 && isHarmless) ? retryAfterMs : undefined
}
