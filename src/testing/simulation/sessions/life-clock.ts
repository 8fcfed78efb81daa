import type { Clock } from '../../../services/clock/clock.ts'
import { BrokenPromise } from '../broken-promise.ts'

interface Timer {
  dueMs: number
  readonly fire: () => void
  /** Whose timer it is; 0: the world's, as an answer that is on its way. */
  readonly process: number
}

const longestDelayMs = 2 ** 31 - 1

/** So many timers at one moment mean that one arms itself for ever. */
const tooMany = 10_000

/** True time, the wall clock that shows it or not, and the timers of whatever process is there. */
export class LifeClock {
  /** True time since the life began, ms. */
  elapsedMs = 0
  /** How much of it passed while nobody was there to notice: asleep, frozen, or between two processes, ms. */
  asleepMs = 0
  /** What the wall clock shows, ms since the epoch. */
  wallMs: number
  /** A process's timers fire on multiples of it. */
  grainMs = 1
  /** A process's timers fire so much late. */
  lateMs = 0
  readonly #timers: Timer[] = []
  #firedAtOnce = 0

  constructor(wallMs: number) {
    this.wallMs = wallMs
  }

  /** How much of it somebody was there, ms. */
  get awakeMs(): number {
    return this.elapsedMs - this.asleepMs
  }

  /** Timers are as exact as they can be. */
  get isExact(): boolean {
    return this.grainMs === 1 && this.lateMs === 0
  }

  arm(fire: () => void, ms: number, process: number): Timer {
    const timer = { dueMs: this.elapsedMs + Math.trunc(ms), fire, process }
    this.#timers.push(timer)
    return timer
  }

  /** @returns false if it was not armed any more */
  disarm(timer: Timer): boolean {
    const index = this.#timers.indexOf(timer)
    if (index >= 0) this.#timers.splice(index, 1)
    return index >= 0
  }

  /** A process has ended: none of its timers fires. */
  drop(process: number): void {
    for (const timer of this.#timers.filter((one) => one.process === process)) this.disarm(timer)
  }

  /** Fires the first timer due by then, at its time. @returns false if there is none */
  fireNext(byMs: number): boolean {
    let next: Timer | undefined
    let atMs = Infinity
    // In the order they were armed, which is also the order of those due together.
    for (const timer of this.#timers) {
      const dueMs = this.#fireMs(timer)
      if (dueMs < atMs) {
        next = timer
        atMs = dueMs
      }
    }
    if (!next || atMs > byMs) return false
    if (atMs > this.elapsedMs) this.#firedAtOnce = 0
    else if (++this.#firedAtOnce > tooMany)
      throw new BrokenPromise('storms-are-bounded', 'timers fire without end, and no time passes')
    this.disarm(next)
    this.moveTo(atMs)
    next.fire()
    return true
  }

  /** Time passes, and no timer fires. */
  moveTo(elapsedMs: number): void {
    const passedMs = Math.max(0, elapsedMs - this.elapsedMs)
    this.elapsedMs += passedMs
    this.wallMs += passedMs
  }

  /** The machine sleeps. @param timers whether what is left of a timer passes meanwhile */
  sleep(ms: number, timers: 'run' | 'stand-still'): void {
    this.asleepMs += ms
    this.moveTo(this.elapsedMs + ms)
    if (timers === 'run') return
    for (const timer of this.#timers) if (timer.process > 0) timer.dueMs += ms
  }

  #fireMs({ dueMs, process }: Timer): number {
    if (process === 0) return dueMs
    return Math.ceil((dueMs + this.lateMs) / this.grainMs) * this.grainMs
  }
}

/** The clock as one process has it. It watches what the session does with it. */
export class ProcessClock implements Clock {
  /** How many timers are armed. */
  armed = 0
  readonly #clock: LifeClock
  readonly #process: number
  readonly #complain: (message: string) => void
  #isStopped = false
  #latestMs: number
  #offsetMs = 0

  /**
   * @param notBeforeMs where the session's time stood when the process began, ms since the epoch
   * @param complain hears what a session must not do to a clock
   */
  constructor(clock: LifeClock, process: number, notBeforeMs: number, complain: (message: string) => void) {
    this.#latestMs = notBeforeMs
    this.#clock = clock
    this.#process = process
    this.#complain = complain
  }

  readonly now = (): number => {
    const { sessionMs } = this
    this.#offsetMs += sessionMs - this.#at(this.#clock.wallMs)
    this.#latestMs = sessionMs
    return this.#clock.wallMs
  }

  /**
   * What time it is for a session that has looked at the clock when this one did, ms since the epoch: the wall clock's,
   * but that it never runs back, and goes on from its last look when the wall clock was set back.
   */
  get sessionMs(): number {
    return Math.max(this.#latestMs, this.#at(this.#clock.wallMs))
  }

  /** The process has died: whatever it still arms never fires. */
  stop(): void {
    this.#isStopped = true
    this.#clock.drop(this.#process)
  }

  readonly setTimeout = (fire: () => void, ms: number): Timer => {
    if (this.#isStopped) return { dueMs: Infinity, fire, process: this.#process }
    if (!(ms >= 0 && ms <= longestDelayMs)) this.#complain(`a timer of ${ms} ms`)
    if (++this.armed > 1) this.#complain(`${this.armed} timers are armed at once`)
    const timer = this.#clock.arm(
      () => {
        this.armed--
        fire()
      },
      ms >= 0 && ms <= longestDelayMs ? ms : 0,
      this.#process,
    )
    return timer
  }

  readonly clearTimeout = (handle: unknown): void => {
    if (this.#clock.disarm(handle as Timer)) this.armed--
  }

  #at(wallMs: number): number {
    return Math.floor(wallMs) + this.#offsetMs
  }
}
