import { HalflifeError } from '../../errors.ts'
import type { Clock } from '../../services/clock/clock.ts'
import { settle } from './settle.ts'

/** A timer that waits on a test clock. */
interface Timer {
  readonly id: number
  readonly dueAtMs: number
  readonly fire: () => void
}

/** The longest delay a platform's timer takes. One millisecond more, and it fires at once. */
const longestDelayMs = 2 ** 31 - 1

/** So many timers in one call mean that a timer arms itself again without end. */
const tooMany = 1_000_000

/**
 * A clock for tests, with the faults of real ones: time passes only when told to. It has two times, as
 * platforms do: a monotonic one that drives the timers, and the wall clock that `now()` shows and that
 * may be set.
 *
 * As on a real platform, a fraction of a millisecond in a delay is cut off, and a delay that is negative,
 * not a number or over 2^31 - 1 ms fires at once.
 *
 * @example
 * const clock = new TestClock()
 * clock.setTimeout(() => console.log('half'), 30_000)
 * clock.advance(30_000) // prints half
 */
export class TestClock implements Clock {
  /** Every delay ever asked for, in ms, as it was asked for. */
  readonly delays: number[] = []
  /** When no timer fired, though time passed: by the wall clock, ms since the epoch. */
  readonly sleeps: { readonly fromMs: number; readonly untilMs: number }[] = []

  #wallMs: number
  #monotonicMs = 0
  #throttleMs = 1
  #lastId = 0
  readonly #timers = new Map<number, Timer>()

  /** @param startMs what `now()` shows at first, ms since the epoch */
  constructor(startMs = 1_800_000_000_000) {
    this.#wallMs = startMs
  }

  // The three members of the Clock port. They are fields, so that they may be handed around unbound.

  /** The wall clock, ms since the epoch. */
  readonly now = (): number => this.#wallMs

  /** Calls back once, `ms` from now on the monotonic clock. */
  readonly setTimeout = (fn: () => void, ms: number): number => {
    this.delays.push(ms)
    const delayMs = ms >= 0 && ms <= longestDelayMs ? Math.trunc(ms) : 0
    const id = ++this.#lastId
    this.#timers.set(id, { id, dueAtMs: this.#monotonicMs + delayMs, fire: fn })
    return id
  }

  /** Disarms a timer; does nothing for one that has fired, or was never armed. */
  readonly clearTimeout = (handle: unknown): void => {
    if (typeof handle === 'number') this.#timers.delete(handle)
  }

  /** How much time has passed since the clock was made, ms: the monotonic clock, which nobody sets. */
  get elapsedMs(): number {
    return this.#monotonicMs
  }

  /** How many timers are armed. */
  get armed(): number {
    return this.#timers.size
  }

  /**
   * Lets time pass, and fires every timer at its due time, in order, those armed by timers included.
   *
   * @throws HalflifeError `ERR_OPTION` for less than no time, and for what is no number; so do its like
   */
  advance(ms: number): void {
    refuseNoTime(ms)
    const targetMs = this.#monotonicMs + ms
    for (let fired = 0; this.#fireNext(targetMs); fired++) refuseTooMany(fired)
    this.#moveTo(targetMs)
  }

  /** As `advance`, and all promises settle before, between and after the timers. */
  async advanceAsync(ms: number): Promise<void> {
    refuseNoTime(ms)
    const targetMs = this.#monotonicMs + ms
    await settle()
    for (let fired = 0; this.#fireNext(targetMs); fired++) {
      refuseTooMany(fired)
      await settle()
    }
    this.#moveTo(targetMs)
  }

  /** Time passes without a timer fired, as in a frozen tab; then all that fell due fire late, once, in order. */
  sleep(ms: number): void {
    refuseNoTime(ms)
    this.#pass(ms)
    this.advance(0)
  }

  /** As `sleep`, and all promises settle between the late timers. */
  async sleepAsync(ms: number): Promise<void> {
    refuseNoTime(ms)
    await settle()
    this.#pass(ms)
    await this.advanceAsync(0)
  }

  /** Lets all promises settle that can. No time passes. */
  settle(): Promise<void> {
    return settle()
  }

  /** The wall clock is set back. Armed timers keep what remains of their delay. */
  setBack(ms: number): void {
    this.#wallMs -= ms
  }

  /**
   * The wall clock is set forward. Armed timers keep what remains of their delay; so this is also the sleep
   * of a platform whose monotonic clock stands still meanwhile.
   */
  setForward(ms: number): void {
    this.#wallMs += ms
  }

  /** From now on timers fire on multiples of `ms` only, as in a tab in the background; 1 ends that. */
  throttle(ms: number): void {
    this.#throttleMs = Math.max(1, ms)
  }

  /** Fires the first timer due by then, at its own time. False: there is none. */
  #fireNext(byMs: number): boolean {
    let next: Timer | undefined
    // Timers are kept in the order they were armed, which is also the order of those due together.
    for (const timer of this.#timers.values()) if (!next || timer.dueAtMs < next.dueAtMs) next = timer
    if (!next) return false
    const fireAtMs =
      Math.ceil(Math.max(next.dueAtMs, this.#monotonicMs) / this.#throttleMs) * this.#throttleMs
    if (fireAtMs > byMs) return false
    this.#timers.delete(next.id)
    this.#moveTo(fireAtMs)
    next.fire()
    return true
  }

  #pass(ms: number): void {
    const fromMs = this.#wallMs
    this.#moveTo(this.#monotonicMs + ms)
    this.sleeps.push({ fromMs, untilMs: this.#wallMs })
  }

  #moveTo(monotonicMs: number): void {
    const passedMs = Math.max(0, monotonicMs - this.#monotonicMs)
    this.#monotonicMs += passedMs
    this.#wallMs += passedMs
  }
}

function refuseNoTime(ms: number): void {
  if (Number.isFinite(ms) && ms >= 0) return
  throw new HalflifeError(
    'ERR_OPTION',
    'TestClock: what passes is a number of ms, 0 or more. `setBack` is for a clock that is set.',
  )
}

function refuseTooMany(fired: number): void {
  if (fired >= tooMany)
    throw new Error(`TestClock: ${tooMany} timers fired in one call: does one arm itself for ever?`)
}
