import type { TokenEvent } from '../../machines/events.ts'
import type { RefreshRequested, TokenFact } from '../../machines/facts.ts'
import type { TokenLife } from '../../machines/token-life.ts'
import { modelDecider } from '../deciders/model/model.ts'
import type { ModelState } from '../deciders/model/model-state.ts'
import type { SessionOpening } from './session-opening.ts'

type Untimed<Event extends TokenEvent> = Event extends unknown ? Omit<Event, 'atMs'> : never

/** What an awaited call of the app came to: nothing yet, a token, or an error of that code. */
export type Outcome = { readonly token: string } | { readonly code: string } | 'pending'

/** An attempt that has no outcome yet. */
interface Waiting {
  readonly attempt: number
  readonly timeOutAtMs: number
}

/**
 * What a session is to do, in the plainest way: the model of the table decides, and around it stand a clock, the
 * attempts that wait, and the callers. Not a line is shared with the session.
 */
export class SessionModel {
  nowMs: number
  state: ModelState
  /** The string in use, usable or not. */
  inUse: string | undefined
  ofBefore: string | undefined
  isClosed = false
  /** Every call of the callback. */
  readonly calls: RefreshRequested[] = []
  /** Every fact, in order. */
  readonly heard: TokenFact[] = []
  /** What became of each awaited call, in order. */
  readonly outcomes: Outcome[] = []
  readonly #opening: SessionOpening
  #waiting: Waiting[] = []
  readonly #requests: RefreshRequested[] = []

  constructor(opening: SessionOpening, atMs: number, firstToken: string | undefined) {
    const { policy, overlap, firstTtlMs } = opening
    this.#opening = opening
    this.nowMs = atMs
    this.inUse = firstToken
    const token = { issuedAtMs: atMs, expiresAtMs: atMs + (firstTtlMs ?? 0) }
    this.state = modelDecider.initial({ policy, input: { token, atMs, overlap } })
    this.#due()
  }

  get isKicked(): boolean {
    return this.state.phase === 'kicked'
  }

  /** Why nothing can be had any more. */
  get ended(): { readonly code: string } | undefined {
    if (this.isClosed) return { code: 'ERR_SESSION_CLOSED' }
    return this.isKicked ? { code: 'ERR_PARTICIPANT_KICKED' } : undefined
  }

  get usable(): string | undefined {
    const isUsable = !this.ended && !this.state.rejected && this.nowMs < this.state.token.expiresAtMs
    return isUsable ? this.inUse : undefined
  }

  get deadlineMs(): number | null {
    return this.ended ? null : modelDecider.nextDeadlineMs(this.state)
  }

  get armed(): 0 | 1 {
    return this.#nextMs() === Infinity ? 0 : 1
  }

  /** Time passes: awake, each thing comes when it is due; asleep, all of it at the end. */
  passTo(atMs: number, how: 'awake' | 'asleep'): void {
    while (how === 'awake' && this.#nextMs() <= atMs) {
      this.nowMs = Math.max(this.nowMs, this.#nextMs())
      this.#due()
    }
    this.nowMs = atMs
    this.#due()
  }

  freshToken(): void {
    const { usable, ended } = this
    const { requesting, retryAtMs, rejected, quietUntilMs } = this.state
    if (usable !== undefined) this.outcomes.push({ token: usable })
    else if (ended) this.outcomes.push(ended)
    else {
      const waitMs = Math.max(retryAtMs ?? 0, rejected ? (quietUntilMs ?? 0) : 0)
      if (requesting || waitMs <= this.nowMs) this.refreshNow()
      else this.outcomes.push({ code: 'ERR_REFRESH_BACKOFF' })
    }
  }

  refreshNow(): void {
    this.outcomes.push(this.ended ?? 'pending')
    this.tell({ type: 'refresh.demanded' })
  }

  reportRejected(token: string): void {
    if (token === this.inUse) this.tell({ type: 'api.rejected', generation: this.state.generation })
  }

  supplyToken(value: string, ttlMs: number): void {
    if (value !== this.inUse) this.tell({ type: 'token.supplied', token: this.#life(ttlMs) }, value)
  }

  /** The callback of an attempt gives a token that lives so long from now on. */
  answer(attempt: number, value: string, ttlMs: number): void {
    if (this.ended) return
    if (value === this.inUse) return this.fail(attempt)
    this.#waiting = this.#waiting.filter((made) => made.attempt !== attempt)
    const { rejected, rejectedInARow } = this.state
    const quiet =
      rejected && this.#opening.retry === 'backoff' && this.nowMs + this.#backoffMs(rejectedInARow)
    this.tell(
      {
        type: 'refresh.succeeded',
        attempt,
        token: this.#life(ttlMs),
        ...(quiet !== false && { quietUntilMs: quiet }),
      },
      value,
    )
  }

  /** The callback of an attempt fails, or gives something useless, or takes too long. */
  fail(attempt: number): void {
    if (!this.#waiting.some((made) => made.attempt === attempt)) return
    this.#waiting = this.#waiting.filter((made) => made.attempt !== attempt)
    const { requesting, failures } = this.state
    const isRetried = requesting?.attempt === attempt && this.#opening.retry === 'backoff'
    const retry = isRetried ? { retryAtMs: this.nowMs + this.#backoffMs(failures + 1) } : {}
    this.tell({ type: 'refresh.failed', attempt, reason: 'threw', ...retry })
  }

  close(): void {
    this.isClosed = true
    this.#settle({ code: 'ERR_SESSION_CLOSED' })
    this.#waiting = []
  }

  /** Something happens now; before it comes what is due. */
  tell(event: Untimed<TokenEvent>, value?: string): void {
    const dueAtMs = this.deadlineMs
    if (dueAtMs !== null && dueAtMs <= this.nowMs) this.#step({ type: 'deadline.reached', atMs: this.nowMs })
    if (event.type !== 'deadline.reached') this.#step({ ...event, atMs: this.nowMs } as TokenEvent, value)
    for (let fact = this.#requests.shift(); fact; fact = this.#requests.shift()) {
      if (this.ended) continue
      this.calls.push(fact)
      const timeOutAtMs = this.nowMs + this.#opening.refreshTimeoutMs
      this.#waiting.push({ attempt: fact.attempt, timeOutAtMs })
    }
  }

  #step(event: TokenEvent, value?: string): void {
    if (this.ended) return
    const { state, facts } = modelDecider.decide(this.state, event)
    this.state = state
    this.heard.push(...facts)
    for (const fact of facts) {
      if (fact.type === 'refresh.requested') this.#requests.push(fact)
      if (fact.type === 'token.adopted') this.#adopt(value)
      if (fact.type !== 'participant.kicked') continue
      this.#settle({ code: 'ERR_PARTICIPANT_KICKED' })
      this.#waiting = []
    }
    const isFailure = event.type === 'refresh.failed' && facts.length === 0 && state.requesting === null
    if (isFailure) this.#settle({ code: 'ERR_REFRESH_FAILED' })
  }

  #adopt(value: string | undefined): void {
    this.ofBefore = this.inUse
    this.inUse = value
    if (value !== undefined) this.#settle({ token: value })
  }

  #settle(outcome: Outcome): void {
    for (const [index, before] of this.outcomes.entries())
      if (before === 'pending') this.outcomes[index] = outcome
  }

  #due(): void {
    this.tell({ type: 'deadline.reached' })
    for (const { attempt, timeOutAtMs } of [...this.#waiting])
      if (timeOutAtMs <= this.nowMs) this.fail(attempt)
  }

  #nextMs(): number {
    return Math.min(this.deadlineMs ?? Infinity, ...this.#waiting.map(({ timeOutAtMs }) => timeOutAtMs))
  }

  #life(ttlMs: number): TokenLife {
    return { issuedAtMs: this.nowMs, expiresAtMs: this.nowMs + ttlMs }
  }

  /** From 1 s doubling to 60 s; with `random` at one half, three quarters of that. */
  #backoffMs(n: number): number {
    return 0.75 * Math.min(60_000, 1000 * 2 ** (n - 1))
  }
}
