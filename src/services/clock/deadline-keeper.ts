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
  #dueAtMs: number | null = null
  #timer: unknown
  #keepsProcessAlive = false

  constructor(clock: Clock, time: SteadyTime, onDue: () => void) {
    this.#clock = clock
    this.#time = time
    this.#onDue = onDue
  }

  /** Replaces the deadline. @param atMs on the steady time; `null` for none */
  set(atMs: number | null): void {
    if (atMs === this.#dueAtMs) return
    this.#disarm()
    this.#dueAtMs = atMs
    if (atMs !== null) this.#arm(atMs)
  }

  /** Whether a Node process is to wait for the deadline. By default it is not. */
  keepProcessAlive(isWanted: boolean): void {
    this.#keepsProcessAlive = isWanted
    this.#mark()
  }

  #arm(dueAtMs: number): void {
    const leftMs = Math.ceil(dueAtMs - this.#time.now())
    this.#timer = this.#clock.setTimeout(this.#look, Math.max(0, Math.min(leftMs, sliceMs)))
    this.#mark()
  }

  #disarm(): void {
    if (this.#timer !== undefined) this.#clock.clearTimeout(this.#timer)
    this.#timer = undefined
  }

  readonly #look = (): void => {
    this.#timer = undefined
    const dueAtMs = this.#dueAtMs
    if (dueAtMs === null) return
    if (!isReached(dueAtMs, this.#time.now())) return this.#arm(dueAtMs)
    this.#dueAtMs = null
    this.#onDue()
  }

  #mark(): void {
    const timer = this.#timer as NodeTimer | undefined
    if (this.#keepsProcessAlive) timer?.ref?.()
    else timer?.unref?.()
  }
}
