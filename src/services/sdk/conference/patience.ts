import type { Clock } from '../../clock/clock.ts'
import { DeadlineKeeper } from '../../clock/deadline-keeper.ts'
import { SteadyTime } from '../../clock/steady-time.ts'
import { backoffMs } from '../../refresh/retry.ts'

/** Waits at growing distances, on the clock of the session. */
export class Patience {
  readonly #clock: Clock
  readonly #random: () => number
  readonly #time: SteadyTime

  constructor({ clock, random }: { clock: Clock; random: () => number }) {
    this.#clock = clock
    this.#random = random
    this.#time = new SteadyTime(clock)
  }

  now(): number {
    return this.#time.now()
  }

  /** When to try again after the n-th failure in a row. */
  retryAtMs(n: number): number {
    return this.#time.now() + backoffMs(n, this.#random)
  }

  /** Calls back when the time set for it has come. */
  deadline(onDue: () => void): DeadlineKeeper {
    return new DeadlineKeeper(this.#clock, this.#time, onDue)
  }

  /** Resolves at that time, or as soon as the signal aborts; leaves no timer behind. */
  until(atMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const done = () => {
        keeper.set(Infinity)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const keeper = this.deadline(done)
      signal.addEventListener('abort', done)
      keeper.set(atMs)
    })
  }
}
