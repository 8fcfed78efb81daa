import type { Actor } from 'xstate'
import type { TokenContext } from '../../machines/context.ts'
import { nextDeadlineMs } from '../../machines/deadline.ts'
import type { TokenEvent } from '../../machines/events.ts'
import type { TokenFact } from '../../machines/facts.ts'
import { isReached } from '../../machines/points.ts'
import { statePath } from '../../machines/state-path.ts'
import type { TokenMachine } from '../../machines/token-machine.ts'
import { DeadlineKeeper } from '../clock/deadline-keeper.ts'
import type { SteadyTime } from '../clock/steady-time.ts'
import type { RecordedEvent } from '../journal/record.ts'
import { Recorder } from '../journal/recorder.ts'
import type { GivenToken } from '../refresh/given-token.ts'
import { placeLife } from '../refresh/place-life.ts'
import { type ReadToken, readToken } from '../refresh/read-token.ts'
import { Refresher } from '../refresh/refresher.ts'
import { Awaited, toleratesNeglect } from './awaited.ts'
import {
  ParticipantKickedError,
  RefreshBackoffError,
  RefreshFailedError,
  SessionClosedError,
  TokenExpiredError,
} from './errors.ts'
import { Listeners } from './listeners.ts'
import { MachineHost, type Start } from './machine-host.ts'
import { mayAsk, waitUntilMs } from './may-ask.ts'
import { Outbox } from './outbox.ts'
import type { Session, SessionEvent, SessionState } from './session.ts'
import type { Settings } from './settings.ts'

/** An event as it is said here: without a time, it happens now. */
type Said<Event extends TokenEvent = TokenEvent> = Event extends TokenEvent
  ? Omit<Event, 'atMs'> | Event
  : never

/** The one implementation of `Session`. What is marked internal is for those who open and resume sessions. */
export class TokenSession implements Session {
  readonly #settings: Settings
  readonly #time: SteadyTime
  readonly #host: MachineHost
  readonly #keeper: DeadlineKeeper
  readonly #refresher: Refresher
  readonly #recorder: Recorder | undefined
  readonly #listeners = new Listeners()
  readonly #awaited = new Awaited()
  readonly #outbox = new Outbox()

  /** The secret: here, and nowhere else. */
  #value: string | undefined
  /** The token's end; once it is rejected, before all time. All that a read looks at, beside the secret. */
  #usableUntilMs = 0
  #lastFailure: RefreshFailedError | undefined

  #isClosed = false
  #closing: Promise<void> | undefined

  /** @param version the last version of its stream so far */
  constructor(settings: Settings, time: SteadyTime, start: Start, version = 0) {
    const { journal, stream } = settings
    this.#settings = settings
    this.#time = time
    this.#host = new MachineHost(settings, start, (...step) => this.#stepped(...step))
    this.#keeper = new DeadlineKeeper(settings.clock, time, () => this.#onDue())
    this.#refresher = new Refresher(
      { ...settings, time },
      {
        context: () => this.context,
        inUse: () => this.#value,
        tell: (event, value) => this.tell(event, value),
        skewed: (aheadMs) => this.say({ type: 'clock.skewed', atMs: time.now(), aheadMs }),
      },
    )
    if (!journal || !stream) return
    this.#recorder = new Recorder({ ...settings, journal, stream, time }, version, (error) =>
      this.#onTrouble(error),
    )
  }

  // Reading

  token(): string {
    const value = this.#usable
    if (value !== undefined) return value
    this.#notice()
    throw this.#ended ?? new TokenExpiredError()
  }

  freshToken(): Promise<string> {
    const value = this.#usable
    if (value !== undefined) return Promise.resolve(value)
    this.#notice()
    if (this.#ended || mayAsk(this.context, this.#time.now()) || this.context.inFlight)
      return this.refreshNow()
    const error = new RefreshBackoffError(waitUntilMs(this.context), this.#lastFailure?.reason)
    return toleratesNeglect(Promise.reject(error))
  }

  refreshNow(): Promise<string> {
    this.#notice()
    if (this.#ended) return toleratesNeglect(Promise.reject(this.#ended))
    const next = this.#awaited.promise()
    this.tell({ type: 'refresh.demanded' })
    return next
  }

  get state(): SessionState {
    return this.#path.split('.', 1)[0] as SessionState
  }

  get actor(): Actor<TokenMachine> {
    return this.#host.actor
  }

  // What the app has to say

  reportRejected(token: string): void {
    if (token === this.#value) this.tell({ type: 'api.rejected', generation: this.context.generation })
  }

  supplyToken(given: GivenToken): void {
    const token = readToken(given)
    this.#notice()
    if (this.#ended) throw this.#ended
    if (token.value !== this.#value && !this.supply(token)) throw new TokenExpiredError()
  }

  joinedConference(): void {
    this.tell({ type: 'conference.joined' })
  }

  leftConference(): void {
    this.tell({ type: 'conference.left' })
  }

  ejectedFromConference(): void {
    this.tell({ type: 'conference.ejected' })
  }

  on(type: string, listener: (event: never) => void): { unsubscribe(): void } {
    return this.#listeners.add(type, listener)
  }

  // The journal and the end

  get journalLag(): number {
    return this.#recorder?.lag ?? 0
  }

  async flush(): Promise<void> {
    await this.#recorder?.write()
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  // For those who open and resume sessions

  /** The machine's memory. @internal */
  get context(): TokenContext {
    return this.#host.snapshot.context
  }

  /** @internal */
  tell(said: Said, value?: string): void {
    if (this.#isClosed) return
    this.#host.tell({ atMs: this.#time.now(), ...said }, value)
    this.#deliver()
  }

  /** @internal */
  record(event: RecordedEvent, facts: readonly TokenFact[] = []): void {
    this.#recorder?.record(event, facts, this.#path)
  }

  /** Holds a token of which the machine knows already. @internal */
  keep(token: ReadToken): void {
    this.#refresher.answerClock.saw(token)
    this.#value = token.value
    this.#look()
  }

  /** Tells the machine of a token. @returns false for a dead one @internal */
  supply(token: ReadToken): boolean {
    const atMs = this.#time.now()
    const life = placeLife(token, atMs, this.#time.wallNow(), this.#settings)
    if (isReached(life.expiresAtMs, atMs)) return false
    this.#refresher.answerClock.saw(token)
    this.tell({ type: 'token.supplied', atMs, token: life }, token.value)
    return true
  }

  /** @internal */
  say(event: SessionEvent): void {
    this.#outbox.post(() => this.#listeners.notify(event))
  }

  /** Decides what is due. The world hears of it two microtasks on, when the app has the session. @internal */
  begin(): void {
    this.#notice()
    this.#outbox.release()
    this.#arm()
    if (!this.#outbox.isEmpty) queueMicrotask(() => queueMicrotask(() => this.#deliver()))
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

  /** Lets the machine handle what is due by now, timer or no timer. */
  #notice(): void {
    this.tell({ type: 'deadline.reached' })
  }

  #onDue(): void {
    this.#notice()
    this.#refresher.timeOut()
    if (isReached(this.#recorder?.writeAgainAtMs ?? Infinity, this.#time.now()))
      toleratesNeglect(this.flush())
    this.#arm()
  }

  #stepped(event: TokenEvent, facts: readonly TokenFact[], value: string | undefined): void {
    for (const fact of facts) {
      this.say(fact)
      if (fact.type === 'refresh.requested') {
        this.#outbox.post(() => this.#host.isLive && this.#refresher.request(fact))
      } else if (fact.type === 'token.adopted') {
        this.#value = value
        this.#lastFailure = undefined
        this.#awaited.resolve(value as string)
        this.#outbox.post(() => this.#refresher.abort())
      } else if (fact.type === 'participant.kicked') {
        this.#value = undefined
        this.#awaited.reject(new ParticipantKickedError())
        this.#outbox.post(() => this.#refresher.close())
      }
    }
    this.#look()
    this.record(event, facts)
    // Of an attempt that is not in flight any more, the machine says so.
    if (event.type === 'refresh.failed' && !facts.length) {
      this.#lastFailure = new RefreshFailedError(event.reason, event.error)
      this.#awaited.reject(this.#lastFailure)
    }
  }

  /** Takes from the machine what is read more often than it changes. */
  #look(): void {
    this.#usableUntilMs = this.context.isRejected ? -Infinity : this.context.expiresAtMs
  }

  #deliver(): void {
    if (!this.#host.isStepping && this.#outbox.send()) this.#arm()
  }

  /** One timer for all that is to come. */
  #arm(): void {
    if (this.#isClosed) return
    const deadlineMs = nextDeadlineMs(this.#host.snapshot) ?? Infinity
    const { nextTimeOutMs } = this.#refresher
    const { writeAgainAtMs = Infinity } = this.#recorder ?? {}
    this.#keeper.set(Math.min(deadlineMs, nextTimeOutMs, writeAgainAtMs), this.#awaited.isWanted)
  }

  #onTrouble(error: unknown): void {
    const { code } = Object(error) as { code?: unknown }
    const isAnothers = code === 'ERR_STREAM_EXISTS'
    const isFenced = code === 'ERR_VERSION_CONFLICT'
    const type = isFenced ? 'journal.fenced' : 'journal.failed'
    this.say({ type, atMs: this.#time.now(), error, journalLag: this.journalLag })
    if (isAnothers) this.#awaited.reject(error)
    this.#deliver()
    if ((isFenced || isAnothers) && this.#settings.onConflict === 'close') toleratesNeglect(this.close())
  }

  async #close(): Promise<void> {
    this.record({ type: 'session.closed', atMs: this.#time.now() })
    this.#isClosed = true
    this.#value = undefined
    this.#outbox.clear()
    this.#listeners.clear()
    this.#awaited.reject(new SessionClosedError())
    this.#refresher.close()
    this.#keeper.set(Infinity)
    this.#host.actor.stop()
    await this.#recorder?.finish()
  }
}
