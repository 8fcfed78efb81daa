import type { Clock } from '../../clock/clock.ts'
import { DeadlineKeeper } from '../../clock/deadline-keeper.ts'
import { SteadyTime } from '../../clock/steady-time.ts'

/** For whom time runs. */
export interface Waiting {
  readonly signal?: AbortSignal | undefined
  /** Default true. */
  readonly keepsProcessAlive?: boolean
}

/**
 * The time one try may take, joined with the caller's own signal. Written by hand because
 * `AbortSignal.any` over `AbortSignal.timeout` can be collected before it fires on Node 20.
 */
export class Deadline {
  readonly #controller = new AbortController()
  readonly #outer: AbortSignal | undefined
  readonly #keeper: DeadlineKeeper
  #passed = false
  readonly timeoutMs: number

  constructor(timeoutMs: number, clock: Clock, { signal: outer, keepsProcessAlive = true }: Waiting = {}) {
    this.#outer = outer
    this.timeoutMs = timeoutMs
    const time = new SteadyTime(clock)
    this.#keeper = new DeadlineKeeper(clock, time, () => {
      this.#passed = true
      this.#controller.abort()
    })
    this.#keeper.set(time.now() + timeoutMs, keepsProcessAlive)
    if (outer?.aborted) this.#abort()
    outer?.addEventListener('abort', this.#abort, { once: true })
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Whether the time ran out (and not: the caller gave up). */
  get passed(): boolean {
    return this.#passed
  }

  /** The answer came in time. From here only the caller can abort what is still being read. */
  met(): void {
    this.#keeper.set(Number.POSITIVE_INFINITY)
  }

  /** Over, one way or another: neither timer nor listener is left. */
  release(): void {
    this.met()
    this.#outer?.removeEventListener('abort', this.#abort)
  }

  readonly #abort = (): void => this.#controller.abort(this.#outer?.reason)
}
