import type { Actor } from 'xstate'
import type { TokenInput } from '../../machines/context.ts'
import { nextDeadlineMs } from '../../machines/deadline.ts'
import type { TokenEvent } from '../../machines/events.ts'
import { isReached } from '../../machines/points.ts'
import { statePath } from '../../machines/state-path.ts'
import type { Stage } from '../../machines/token-life.ts'
import type { TokenMachine, TokenSnapshot } from '../../machines/token-machine.ts'
import { DeadlineKeeper } from '../clock/deadline-keeper.ts'
import type { SteadyTime } from '../clock/steady-time.ts'
import { Recorder } from '../journal/recorder.ts'
import type { GivenToken } from '../refresh/given-token.ts'
import { withJitter } from '../refresh/jitter.ts'
import { placeLife } from '../refresh/place-life.ts'
import { type ReadToken, readToken } from '../refresh/read-token.ts'
import { Refresher } from '../refresh/refresher.ts'
import { backoffMs } from '../refresh/retry.ts'
import { Awaited, toleratesNeglect } from './awaited.ts'
import {
  ParticipantKickedError,
  RefreshBackoffError,
  RefreshFailedError,
  SessionClosedError,
  TokenExpiredError,
} from './errors.ts'
import { Listeners } from './listeners.ts'
import { MachineHost, type Step } from './machine-host.ts'
import type { Session, SessionEvent, SessionState } from './session.ts'
import type { Settings } from './settings.ts'

/** Where a session starts: at the beginning of its stream, or where it stood before a restart. */
export type Start =
  | { readonly input: TokenInput }
  | { readonly snapshot: TokenSnapshot; readonly version: number }

export class TokenSession implements Session {
  readonly #settings: Settings
  readonly #time: SteadyTime
  readonly #host: MachineHost
  readonly #keeper: DeadlineKeeper
  readonly #refresher: Refresher
  readonly #recorder: Recorder | undefined
  readonly #listeners = new Listeners()
  readonly #awaited = new Awaited()
  /** The callbacks and listeners to be called once the machine has settled: they may call us in turn. */
  readonly #outbox: (() => void)[] = []
  /** Held until the app has the session in its hands. */
  #isDelivering = true

  /** The secret: here, and nowhere else. */
  #value: string | undefined
  /** The token's end while it is usable; else before all time. All that a read looks at. */
  #usableUntilMs = Number.NEGATIVE_INFINITY
  #inFlight: Stage | null = null
  #lastFailure: RefreshFailedError | undefined
  #writeAgainAtMs: number | null = null
  #hasReportedSkew = false
  #isClosed = false
  #closing: Promise<void> | undefined

  constructor(settings: Settings, time: SteadyTime, start: Start) {
    this.#settings = settings
    this.#time = time
    this.#keeper = new DeadlineKeeper(settings.clock, time, () => this.#onDue())
    this.#host = new MachineHost({ ...settings, start, onStep: (step) => this.#stepped(step) })
    this.#refresher = new Refresher(
      { ...settings, callback: settings.refresh, timeoutMs: settings.refreshTimeoutMs, time },
      {
        context: () => this.#host.snapshot.context,
        inUse: () => this.#value,
        tell: (event, value) => this.#tell(event, value),
        skewed: (aheadMs) => this.#reportSkew(aheadMs),
      },
    )
    this.#recorder = this.#openRecorder('version' in start ? start.version : 0)
    if ('input' in start) {
      const { input } = start
      this.#recorder?.record({ type: 'session.opened', atMs: input.atMs, input }, [], this.#path)
    }
  }

  /** Begins a stream. @internal */
  begin(token: ReadToken | undefined): void {
    if (token) this.#keep(token)
    this.#notice()
    this.#deliverSoon()
  }

  /** Goes on after a restart: first what fell due meanwhile, then the attempt that was lost, then the app's token. @internal */
  resume(token: ReadToken | undefined): void {
    const { lastAttempt, claimedExpMs } = this.#host.snapshot.context
    this.#notice()
    this.#tell({ type: 'session.resumed', atMs: this.#time.now(), attempt: lastAttempt })
    const isSame = token?.expMs !== undefined && token.expMs === claimedExpMs
    const isTaken = token !== undefined && (isSame ? this.#keep(token) : this.#supply(token))
    const { inFlight, expiresAtMs } = this.#host.snapshot.context
    const nowMs = this.#time.now()
    const isWanted = !isTaken || isReached(expiresAtMs, nowMs)
    if (isWanted && inFlight === null && isReached(this.#waitUntilMs, nowMs)) {
      this.#tell({ type: 'refresh.demanded', atMs: nowMs })
    }
    this.#deliverSoon()
  }

  // Reading

  token(): string {
    if (this.#value !== undefined && !isReached(this.#usableUntilMs, this.#time.now())) return this.#value
    this.#notice()
    const value = this.#usable
    if (value !== undefined) return value
    throw this.#ended ?? new TokenExpiredError()
  }

  freshToken(): Promise<string> {
    this.#notice()
    const value = this.#usable
    if (value !== undefined) return Promise.resolve(value)
    const nowMs = this.#time.now()
    const isIdle = this.#host.isLive && this.#inFlight === null
    if (isIdle && !isReached(this.#waitUntilMs, nowMs)) {
      const error = new RefreshBackoffError(this.#waitUntilMs, nowMs, this.#lastFailure?.reason)
      return toleratesNeglect(Promise.reject(error))
    }
    return this.refreshNow()
  }

  refreshNow(): Promise<string> {
    this.#notice()
    if (this.#ended) return toleratesNeglect(Promise.reject(this.#ended))
    const next = this.#awaited.promise()
    this.#keeper.keepProcessAlive(true)
    this.#tell({ type: 'refresh.demanded', atMs: this.#time.now() })
    return next
  }

  get state(): SessionState {
    const { value } = this.#host.snapshot
    return (typeof value === 'string' ? value : Object.keys(value)[0]) as SessionState
  }

  get actor(): Actor<TokenMachine> {
    return this.#host.actor
  }

  // What the app has to say

  reportRejected(token: string): void {
    if (token !== this.#value) return
    const { generation } = this.#host.snapshot.context
    this.#tell({ type: 'api.rejected', atMs: this.#time.now(), generation })
  }

  supplyToken(given: GivenToken): void {
    const token = readToken(given)
    this.#notice()
    if (this.#ended) throw this.#ended
    if (token.value === this.#value) return
    if (!this.#supply(token)) throw new TokenExpiredError('The token supplied is dead by the local clock.')
  }

  joinedConference(): void {
    this.#tell({ type: 'conference.joined', atMs: this.#time.now() })
  }

  leftConference(): void {
    this.#tell({ type: 'conference.left', atMs: this.#time.now() })
  }

  ejectedFromConference(): void {
    this.#tell({ type: 'conference.ejected', atMs: this.#time.now() })
  }

  on(type: string, listener: (event: never) => void): { unsubscribe(): void } {
    return this.#listeners.add(type, listener)
  }

  // The journal

  get journalLag(): number {
    return this.#recorder?.lag ?? 0
  }

  flush(): Promise<void> {
    return this.#recorder?.write() ?? Promise.resolve()
  }

  // The end

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #close(): Promise<void> {
    this.#isClosed = true
    this.#recorder?.record({ type: 'session.closed', atMs: this.#time.now() }, [], this.#path)
    this.#value = undefined
    this.#outbox.length = 0
    this.#listeners.clear()
    this.#awaited.reject(new SessionClosedError())
    this.#refresher.close()
    this.#keeper.set(null)
    this.#host.actor.stop()
    this.#look()
    await this.#recorder?.finish()
  }

  /** What `util.inspect` and `console.log` show. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    const { generation, expiresAtMs } = this.#host.snapshot.context
    return `TokenSession { state: '${this.#path}', generation: ${generation}, expiresAtMs: ${expiresAtMs} }`
  }

  // Inside

  get #path(): string {
    return statePath(this.#host.snapshot.value)
  }

  get #usable(): string | undefined {
    return isReached(this.#usableUntilMs, this.#time.now()) ? undefined : this.#value
  }

  /** Why nothing can be had from this session any more. */
  get #ended(): Error | undefined {
    if (this.#isClosed) return new SessionClosedError()
    return this.#host.isLive ? undefined : new ParticipantKickedError()
  }

  /** Until when nobody but a point or a demand may start an attempt. */
  get #waitUntilMs(): number {
    const { retryAtMs, isRejected, quietUntilMs } = this.#host.snapshot.context
    return Math.max(
      retryAtMs ?? Number.NEGATIVE_INFINITY,
      (isRejected && quietUntilMs) || Number.NEGATIVE_INFINITY,
    )
  }

  /** A token of which the machine knows already. */
  #keep(token: ReadToken): true {
    this.#refresher.saw(token)
    this.#value = token.value
    this.#look()
    return true
  }

  /** @returns false for a dead one */
  #supply(token: ReadToken): boolean {
    const { jitter, random } = this.#settings
    const nowMs = this.#time.now()
    const life = withJitter(placeLife(token, nowMs, this.#time.wallNow()), jitter, random)
    if (isReached(life.expiresAtMs, nowMs)) return false
    this.#refresher.saw(token)
    this.#tell({ type: 'token.supplied', atMs: nowMs, token: life }, token.value)
    return true
  }

  #tell(event: TokenEvent, value?: string): void {
    if (this.#isClosed) return
    this.#host.tell(event, value)
    this.#deliver()
  }

  /** Lets the machine handle what is due by now, timer or no timer. */
  #notice(): void {
    if (this.#isClosed) return
    this.#host.notice(this.#time.now())
    this.#deliver()
  }

  #onDue(): void {
    this.#notice()
    this.#refresher.timeOut()
    if (this.#writeAgainAtMs !== null && isReached(this.#writeAgainAtMs, this.#time.now())) {
      this.#writeAgainAtMs = null
      toleratesNeglect(this.flush())
    }
    this.#deliver()
  }

  #stepped({ event, facts, value }: Step): void {
    const wasInFlight = this.#inFlight !== null
    for (const fact of facts) {
      this.#outbox.push(() => this.#listeners.notify(fact))
      if (fact.type === 'token.adopted') {
        this.#value = value
        this.#lastFailure = undefined
        this.#outbox.push(() => this.#refresher.abort())
      } else if (fact.type === 'refresh.requested') {
        this.#outbox.push(() => this.#host.isLive && this.#refresher.request(fact))
      } else if (fact.type === 'participant.kicked') {
        this.#value = undefined
        this.#awaited.reject(new ParticipantKickedError())
        this.#outbox.push(() => this.#refresher.close())
      }
    }
    this.#look()
    this.#recorder?.record(event, facts, this.#path)
    if (event.type === 'refresh.failed' && wasInFlight && this.#inFlight === null) {
      this.#lastFailure = new RefreshFailedError(event.reason, event.error)
      this.#awaited.reject(this.#lastFailure)
    } else if (value !== undefined && value === this.#value) this.#awaited.resolve(value)
  }

  /** Takes from the machine what is read more often than it changes. */
  #look(): void {
    const { isRejected, expiresAtMs, inFlight } = this.#host.snapshot.context
    const isUsable = this.#value !== undefined && this.#host.isLive && !isRejected
    this.#usableUntilMs = isUsable ? expiresAtMs : Number.NEGATIVE_INFINITY
    this.#inFlight = inFlight
  }

  #deliver(): void {
    if (this.#isDelivering || this.#host.isStepping) return
    this.#isDelivering = true
    for (let send = this.#outbox.shift(); send; send = this.#outbox.shift()) send()
    this.#isDelivering = false
    this.#arm()
  }

  /** Two microtasks on, whoever awaits resumeSession has the session in hand, too. */
  #deliverSoon(): void {
    this.#isDelivering = false
    this.#arm()
    if (this.#outbox.length > 0) queueMicrotask(() => queueMicrotask(() => this.#deliver()))
  }

  #arm(): void {
    if (this.#isClosed) return
    const moments = [nextDeadlineMs(this.#host.snapshot), this.#refresher.nextTimeOutMs, this.#writeAgainAtMs]
    const nextMs = Math.min(...moments.map((ms) => ms ?? Number.POSITIVE_INFINITY))
    this.#keeper.keepProcessAlive(this.#awaited.isWanted)
    this.#keeper.set(nextMs === Number.POSITIVE_INFINITY ? null : nextMs)
  }

  #reportSkew(aheadMs: number): void {
    if (this.#hasReportedSkew) return
    this.#hasReportedSkew = true
    this.#say({ type: 'clock.skewed', atMs: this.#time.now(), aheadMs })
  }

  #say(event: SessionEvent): void {
    if (this.#isClosed) return
    this.#outbox.push(() => this.#listeners.notify(event))
    this.#deliver()
  }

  #openRecorder(version: number): Recorder | undefined {
    const { journal, stream, policy, onConflict, random } = this.#settings
    if (!journal || stream === undefined) return undefined
    const options = { journal, stream, policy, version, now: () => this.#time.wallNow() }
    return new Recorder(options, {
      failed: (error, afterFailures) => {
        const atMs = this.#time.now()
        this.#writeAgainAtMs = atMs + backoffMs(afterFailures, random)
        this.#say({ type: 'journal.failed', atMs, error, journalLag: this.journalLag })
      },
      fenced: (error) => {
        const isNew = error.code === 'ERR_STREAM_EXISTS'
        if (isNew) this.#awaited.reject(error)
        const type = isNew ? 'journal.failed' : 'journal.fenced'
        this.#say({ type, atMs: this.#time.now(), error, journalLag: 0 })
        if (onConflict === 'close') toleratesNeglect(this.close())
      },
    })
  }
}
