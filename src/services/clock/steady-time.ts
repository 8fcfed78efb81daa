import type { Clock } from './clock.ts'

/**
 * Time that never runs back. It follows the wall clock, forward jumps (a sleep, seen afterwards) included; when
 * the wall clock falls behind, the difference goes into an offset, and time goes on from where it was. What
 * passed between the last look and the set-back is lost: at most one slice of the deadline keeper.
 */
export class SteadyTime {
  readonly #clock: Clock
  #offsetMs = 0
  #latestMs: number

  /** @param notBeforeMs where time stood before a restart, ms since the epoch */
  constructor(clock: Clock, notBeforeMs = -Infinity) {
    this.#clock = clock
    this.#latestMs = notBeforeMs
  }

  /** The wall clock as it is, in whole milliseconds: what tokens' claims are measured against. */
  wallNow(): number {
    return Math.floor(this.#clock.now())
  }

  /** The steady time, in whole milliseconds. */
  now(): number {
    return this.at(this.#clock.now())
  }

  /** The steady time at a reading of the wall clock. While a clock says NaN, time stands still. */
  at(wallMs: number): number {
    const ms = Math.floor(wallMs) + this.#offsetMs
    if (ms < this.#latestMs) this.#offsetMs += this.#latestMs - ms
    else if (ms < Infinity) this.#latestMs = ms
    return this.#latestMs
  }
}
