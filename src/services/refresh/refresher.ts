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
import type { RefreshCallback } from './refresh-callback.ts'
import { backoffMs, type Retry } from './retry.ts'

export interface RefresherOptions {
  readonly refresh: RefreshCallback
  readonly refreshTimeoutMs: number
  readonly retry: Retry
  readonly jitter: number
  readonly random: () => number
  readonly time: SteadyTime
}

/** Whoever hosts the machine for which the refresher works. */
export interface RefresherHost {
  context(): TokenContext
  /** The token that is to be replaced. */
  inUse(): string | undefined
  /** @param value the token that came, if one did */
  tell(event: RefreshSucceeded | RefreshFailed, value?: string): void
  /** Said once: fresh tokens look dead, so the local clock must be ahead by that much, at least. */
  skewed(aheadMs: number): void
}

/** One call of the callback. */
interface Attempt {
  readonly attempt: number
  readonly askedAtWallMs: number
  readonly timeOutAtMs: number
  readonly controller: AbortController
}

/** Calls the callback, once for each attempt, and turns whatever comes of it into events for the machine. */
export class Refresher {
  /** Judges the answers. Tell it of tokens that come by another way, too. */
  readonly answerClock = new AnswerClock()
  readonly #options: RefresherOptions
  readonly #host: RefresherHost
  /** The attempts without an outcome. One that failed by time-out has one, though its answer may yet come. */
  readonly #waiting = new Set<Attempt>()
  #isSkewKnown = false
  #isClosed = false

  constructor(options: RefresherOptions, host: RefresherHost) {
    this.#options = options
    this.#host = host
  }

  /** Makes the attempt that the machine requested. */
  request({ attempt, stage, isExpired }: RefreshRequested): void {
    if (this.#isClosed) return
    const { refresh, refreshTimeoutMs, time } = this.#options
    const controller = new AbortController()
    const { signal } = controller
    const made = {
      attempt,
      askedAtWallMs: time.wallNow(),
      timeOutAtMs: time.now() + refreshTimeoutMs,
      controller,
    }
    this.#waiting.add(made)
    // The constructor also catches what the call throws at once, and a `then` that throws.
    new Promise<GivenToken>((resolve) => resolve(refresh(isExpired, { attempt, stage, signal }))).then(
      (answer) => this.#answered(made, answer),
      (error) => this.#fail(made, signal.aborted ? 'aborted' : 'threw', error),
    )
  }

  /** The earliest time-out, on the steady time; `Infinity` while no attempt is waited for. */
  get nextTimeOutMs(): number {
    return Math.min(...[...this.#waiting].map(({ timeOutAtMs }) => timeOutAtMs))
  }

  /** Fails the attempts whose time is out. Their late answers may still be of use. */
  timeOut(): void {
    for (const made of [...this.#waiting]) {
      if (!isReached(made.timeOutAtMs, this.#options.time.now())) continue
      this.#fail(made, made.controller.signal.aborted ? 'aborted' : 'timed-out')
      made.controller.abort()
    }
  }

  /** A token was adopted: no attempt under way is needed any more, though a newer one's answer is still taken. */
  abort(): void {
    for (const { controller } of [...this.#waiting]) controller.abort()
  }

  /** From now on nothing is called, and nothing told. */
  close(): void {
    this.#isClosed = true
    this.abort()
    this.#waiting.clear()
  }

  #answered(made: Attempt, answer: unknown): void {
    const { time, retry, jitter, random } = this.#options
    const token = readAnswer(answer, this.#host.inUse())
    if (typeof token === 'string') return this.#fail(made, token)
    const atMs = time.now()
    const placed = this.answerClock.place(token, atMs, time.wallNow(), made.askedAtWallMs)
    if (!placed) return this.#fail(made, 'expired')
    if (this.#isClosed) return

    this.#waiting.delete(made)
    const { life, aheadMs } = placed
    const { isRejected, rejectedInARow } = this.#host.context()
    if (aheadMs !== undefined && !this.#isSkewKnown) this.#host.skewed(aheadMs)
    this.#isSkewKnown ||= aheadMs !== undefined
    this.#host.tell(
      {
        type: 'refresh.succeeded',
        atMs,
        attempt: made.attempt,
        token: withJitter(life, jitter, random),
        ...(isRejected && retry === 'backoff' && { quietUntilMs: atMs + backoffMs(rejectedInARow, random) }),
      },
      token.value,
    )
  }

  #fail(made: Attempt, reason: FailureReason, thrown?: unknown): void {
    // Whoever is not waited for has had an outcome, or the session has ended.
    if (!this.#waiting.delete(made)) return
    const { time, retry, random } = this.#options
    const { inFlight, lastAttempt, failures } = this.#host.context()
    const { attempt } = made
    const atMs = time.now()
    const isInFlight = inFlight !== null && attempt === lastAttempt
    const error = describeError(thrown, this.#host.inUse())
    this.#host.tell({
      type: 'refresh.failed',
      atMs,
      attempt,
      reason,
      ...(isInFlight && retry === 'backoff' && { retryAtMs: atMs + backoffMs(failures + 1, random) }),
      ...(error && { error }),
    })
  }
}
