import type { TokenContext } from '../../machines/context.ts'
import type { FailureReason, RefreshFailed, RefreshSucceeded } from '../../machines/events.ts'
import type { RefreshRequested } from '../../machines/facts.ts'
import { isReached } from '../../machines/points.ts'
import type { SteadyTime } from '../clock/steady-time.ts'
import { AnswerClock } from './answer-clock.ts'
import { describeError } from './callback-error.ts'
import type { GivenToken } from './given-token.ts'
import { withJitter } from './jitter.ts'
import { readAnswer } from './read-answer.ts'
import type { ReadToken } from './read-token.ts'
import type { RefreshCallback } from './refresh-callback.ts'
import { backoffMs, type Retry } from './retry.ts'

export interface RefresherOptions {
  readonly callback: RefreshCallback
  readonly time: SteadyTime
  readonly timeoutMs: number
  readonly retry: Retry
  /** Up to this part of its life, a token's half and three quarters come later. */
  readonly jitter: number
  readonly random: () => number
}

/** Whoever hosts the machine for which the refresher works. */
export interface RefresherHost {
  context(): TokenContext
  /** The token that is to be replaced. */
  inUse(): string | undefined
  /** @param value the token that succeeded */
  tell(event: RefreshSucceeded | RefreshFailed, value?: string): void
  skewed(aheadMs: number): void
}

/** One call of the callback. */
interface Attempt {
  readonly number: number
  readonly askedAtWallMs: number
  readonly timeOutAtMs: number
  readonly abort: AbortController
  /** A failed attempt may still bring a token, but it does not fail twice. */
  hasFailed: boolean
}

/** Calls the callback, each attempt once, and turns whatever comes of it into events for the machine. */
export class Refresher {
  readonly #options: RefresherOptions
  readonly #host: RefresherHost
  readonly #answerClock = new AnswerClock()
  readonly #waiting = new Set<Attempt>()
  #isClosed = false

  constructor(options: RefresherOptions, host: RefresherHost) {
    this.#options = options
    this.#host = host
  }

  /** Remembers a token that came by another way, to judge the answers by. */
  saw(token: ReadToken): void {
    this.#answerClock.saw(token)
  }

  /** Makes the attempt that the machine requested. */
  request({ attempt: number, stage, isExpired }: RefreshRequested): void {
    if (this.#isClosed) return
    const { callback, time, timeoutMs } = this.#options
    const abort = new AbortController()
    const askedAtWallMs = time.wallNow()
    const attempt = { number, askedAtWallMs, timeOutAtMs: time.now() + timeoutMs, abort, hasFailed: false }
    this.#waiting.add(attempt)
    // The constructor catches what the call throws at once, and a thenable's `then` that throws.
    new Promise<GivenToken>((resolve) =>
      resolve(callback(isExpired, { attempt: number, stage, signal: abort.signal })),
    ).then(
      (answer) => this.#answered(attempt, answer),
      (error) =>
        this.#fail(
          attempt,
          abort.signal.aborted ? 'aborted' : 'threw',
          describeError(error, this.#host.inUse()),
        ),
    )
  }

  /** The earliest time-out; null if no attempt is waited for. */
  get nextTimeOutMs(): number | null {
    let earliest: number | null = null
    for (const { timeOutAtMs } of this.#waiting) earliest = Math.min(timeOutAtMs, earliest ?? timeOutAtMs)
    return earliest
  }

  /** Fails the attempts whose time is out. Their late answers may still be of use. */
  timeOut(): void {
    const nowMs = this.#options.time.now()
    for (const attempt of [...this.#waiting]) {
      if (!isReached(attempt.timeOutAtMs, nowMs)) continue
      this.#fail(attempt, attempt.abort.signal.aborted ? 'aborted' : 'timed-out')
      attempt.abort.abort()
    }
  }

  /** A token was adopted: no attempt under way is needed any more, though a newer one's answer is still taken. */
  abort(): void {
    for (const { abort } of [...this.#waiting]) abort.abort()
  }

  /** Nothing is called, and nothing is told, from now on. */
  close(): void {
    this.#isClosed = true
    this.abort()
    this.#waiting.clear()
  }

  #answered(attempt: Attempt, answer: unknown): void {
    if (this.#isClosed) return
    const { time, retry, jitter, random } = this.#options
    const token = readAnswer(answer, this.#host.inUse())
    if (typeof token === 'string') return this.#fail(attempt, token)
    const nowMs = time.now()
    const placed = this.#answerClock.place(token, {
      nowMs,
      wallNowMs: time.wallNow(),
      askedAtWallMs: attempt.askedAtWallMs,
    })
    if (placed === 'dead') return this.#fail(attempt, 'expired')

    this.#waiting.delete(attempt)
    if (placed.aheadMs !== undefined) this.#host.skewed(placed.aheadMs)
    const { isRejected, rejectedInARow } = this.#host.context()
    const isQuiet = isRejected && retry === 'backoff'
    this.#host.tell(
      {
        type: 'refresh.succeeded',
        atMs: nowMs,
        attempt: attempt.number,
        token: withJitter(placed.life, jitter, random),
        ...(isQuiet && { quietUntilMs: nowMs + backoffMs(rejectedInARow, random) }),
      },
      token.value,
    )
  }

  #fail(attempt: Attempt, reason: FailureReason, error?: RefreshFailed['error']): void {
    if (this.#isClosed || attempt.hasFailed) return
    attempt.hasFailed = true
    this.#waiting.delete(attempt)
    const { time, retry, random } = this.#options
    const { inFlight, lastAttempt, failures } = this.#host.context()
    const isTriedAgain = retry === 'backoff' && inFlight !== null && attempt.number === lastAttempt
    const atMs = time.now()
    this.#host.tell({
      type: 'refresh.failed',
      atMs,
      attempt: attempt.number,
      reason,
      ...(isTriedAgain && { retryAtMs: atMs + backoffMs(failures + 1, random) }),
      ...(error !== undefined && { error }),
    })
  }
}
