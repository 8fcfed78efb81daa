import { isReached } from '../../machines/points.ts'
import type { Clock } from './clock.ts'
import type { SteadyTime } from './steady-time.ts'

/** How long a timer runs at most before it looks at the time again: whoever slept is late by no more. */
const sliceMs = 60_000

/** Node's timers can be told whether the process should wait for them. */
interface NodeTimer {
  ref?(): void
  unref?(): void
}

/**
 * Keeps one absolute deadline with one timer. The timer runs in slices, so a deadline years away does not
 * overflow it, and a machine that slept, or a tab that was throttled, notices as soon as it can.
 */
export class DeadlineKeeper {
  readonly #clock: Clock
  readonly #time: SteadyTime
  readonly #onDue: () => void
  #dueAtMs = Infinity
  #timer: unknown
  #keepsProcessAlive: boolean | undefined

  constructor(clock: Clock, time: SteadyTime, onDue: () => void) {
    this.#clock = clock
    this.#time = time
    this.#onDue = onDue
  }

  /**
   * Replaces the deadline.
   *
   * @param dueAtMs on the steady time; `Infinity` for none
   * @param keepsProcessAlive whether a Node process is to wait for it. Default false
   */
  set(dueAtMs: number, keepsProcessAlive = false): void {
    const isNew = dueAtMs !== this.#dueAtMs
    this.#dueAtMs = dueAtMs
    this.#keepsProcessAlive = keepsProcessAlive
    if (isNew && this.#timer !== undefined) {
      this.#clock.clearTimeout(this.#timer)
      this.#timer = undefined
    }
    this.#arm()
  }

  #arm(): void {
    if (this.#dueAtMs === Infinity) return
    const leftMs = Math.ceil(this.#dueAtMs - this.#time.now())
    this.#timer ??= this.#clock.setTimeout(this.#look, Math.max(0, Math.min(leftMs, sliceMs)))
    const timer = this.#timer as NodeTimer
    if (this.#keepsProcessAlive) timer.ref?.()
    else timer.unref?.()
  }

  readonly #look = (): void => {
    this.#timer = undefined
    if (!isReached(this.#dueAtMs, this.#time.now())) return this.#arm()
    this.#dueAtMs = Infinity
    this.#onDue()
  }
}
