import type { TokenContext } from '../../machines/context.ts'
import type { Clock } from '../../services/clock/clock.ts'
import { watchClock } from './watch-clock.ts'

/** What was seen from one event of the machine until the next. */
export interface Sample {
  /** The event; none: before the first. */
  readonly event?: unknown
  readonly context?: TokenContext
  armed: number
  readonly delaysMs: number[]
}

/** Watches a clock's timers, and the machine of whoever is given that clock, sample by sample. */
export class SampledClock implements Clock {
  readonly #watched: ReturnType<typeof watchClock>
  readonly #samples: Sample[]

  /** @param samples what is seen is added to the last of them */
  constructor(clock: Clock, samples: Sample[]) {
    this.#watched = watchClock(clock)
    this.#samples = samples
  }

  get armed(): number {
    return this.#watched.armed()
  }

  readonly now = (): number => this.#watched.now()

  readonly setTimeout = (fn: () => void, ms: number): unknown => {
    const handle = this.#watched.setTimeout(fn, ms)
    const sample = this.#samples.at(-1)
    if (sample) {
      sample.armed = Math.max(sample.armed, this.armed)
      sample.delaysMs.push(ms)
    }
    return handle
  }

  readonly clearTimeout = (handle: unknown): void => this.#watched.clearTimeout(handle)
}
