import type { Clock } from '../../services/clock/clock.ts'
import type { TestClock } from '../clock/test-clock.ts'

/**
 * The clock as a keeper sees it: counts its timers, and catches what they throw. As in Node, no delay is
 * shorter than a millisecond, so that a timer which arms itself for ever does not stop time.
 */
export class KeeperClock implements Clock {
  mostArmed = 0
  readonly #clock: TestClock
  readonly #onThrow: (error: unknown) => void
  readonly #armed = new Set<unknown>()

  constructor(clock: TestClock, onThrow: (error: unknown) => void) {
    this.#clock = clock
    this.#onThrow = onThrow
  }

  /** How many timers are armed. */
  get armed(): number {
    return this.#armed.size
  }

  readonly now = (): number => this.#clock.now()

  readonly setTimeout = (fn: () => void, ms: number): number => {
    const isTaken = ms >= 1 && ms <= 2 ** 31 - 1
    const handle = this.#clock.setTimeout(
      () => {
        this.#armed.delete(handle)
        try {
          fn()
        } catch (error) {
          this.#onThrow(error)
        }
      },
      isTaken ? ms : 1,
    )
    this.#armed.add(handle)
    this.mostArmed = Math.max(this.mostArmed, this.#armed.size)
    return handle
  }

  readonly clearTimeout = (handle: unknown): void => {
    this.#armed.delete(handle)
    this.#clock.clearTimeout(handle)
  }
}
