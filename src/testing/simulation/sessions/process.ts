import { HalflifeError } from '../../../errors.ts'
import type { TokenEvent } from '../../../machines/events.ts'
import type { GivenToken } from '../../../services/refresh/given-token.ts'
import type { Session } from '../../../services/session/session.ts'
import { BrokenPromise } from '../broken-promise.ts'
import type { Call } from './issuer.ts'
import type { LifeClock, ProcessClock } from './life-clock.ts'
import type { SessionTally } from './promises.ts'
import type { AppCall, SessionScript } from './script.ts'
import { leaks } from './tokens.ts'

const minuteMs = 60_000
/** The most calls in a minute that need no cause but a backoff and the points of one token. */
const callsAMinute = 9

/** What an app's calls are recorded as. */
const sayingOf: { readonly [Name in AppCall]?: TokenEvent['type'] } = {
  freshToken: 'refresh.demanded',
  refreshNow: 'refresh.demanded',
  joinedConference: 'conference.joined',
  leftConference: 'conference.left',
  ejectedFromConference: 'conference.ejected',
  reportRejected: 'api.rejected',
}

/** Nobody but an app says these. */
const sayings: ReadonlySet<string> = new Set([...Object.values(sayingOf), 'token.supplied'])

/** One process that hosts the session: what its app calls, what its callback hears, and what must not come of it. */
export class Process {
  readonly number: number
  readonly clock: ProcessClock
  session!: Session
  /** The app has closed the session. */
  isClosed = false
  /** The process has died. */
  isDead = false
  /** It is being resumed: the app does not have the session yet. */
  isPending = false
  /** What the app had of its token when the process died. */
  lastToken: string | undefined
  /** The participant was kicked: nothing more can come. */
  isKicked = false
  /** How often the app said something of which no record tells yet, by the record's type. */
  readonly said = new Map<string, number>()
  /** How often the app has called something. */
  calls = 0
  /** Promises that the app still waits for. */
  waiting = 0
  /** Calls of the callback that were not compared with the records yet. */
  readonly unproven: Call[] = []
  /** Something happened of which promises will tell. */
  isStirred = true
  newest: Call | undefined
  readonly #life: LifeClock
  readonly #script: SessionScript
  readonly #tally: SessionTally
  readonly #complain: (broken: BrokenPromise) => void
  #callTimes: number[] = []
  #causes: number[] = []

  constructor(
    number: number,
    life: LifeClock,
    clock: ProcessClock,
    script: SessionScript,
    tally: SessionTally,
    complain: (broken: BrokenPromise) => void,
  ) {
    this.number = number
    this.#life = life
    this.clock = clock
    this.#script = script
    this.#tally = tally
    this.#complain = complain
  }

  /** Calls may follow that need no other cause. */
  cause(calls = 3): void {
    for (let i = 0; i < calls; i++) this.#causes.push(this.#life.elapsedMs)
  }

  /** The app says something that may be recorded. */
  saying(type: string): void {
    this.said.set(type, (this.said.get(type) ?? 0) + 1)
  }

  /** Whether the app has said what a record tells. Of what only the world says, it need not have. */
  hasSaid(type: string): boolean {
    if (!sayings.has(type)) return true
    const times = this.said.get(type) ?? 0
    this.said.set(type, times - 1)
    return times > 0
  }

  /** The callback is called. */
  called(call: Call): void {
    this.isStirred = true
    this.#checkCall(call)
    this.newest = call
    this.unproven.push(call)
  }

  /** The app calls something; nothing but an error of ours may come of it. */
  call(name: AppCall, token?: string): void {
    const { session } = this
    this.isStirred = true
    this.calls++
    const saying = sayingOf[name]
    if (saying) this.saying(saying)
    if (name === 'freshToken' || name === 'refreshNow') {
      this.cause(1)
      this.#await(() => session[name](), true)
    } else if (name === 'close') {
      this.isClosed = true
      this.#await(() => session.close(), false)
    } else if (name === 'reportRejected') {
      if (this.#script.retry === 'points-only') this.cause(1)
      this.attempt(() => session.reportRejected(token ?? 'a-token-nobody-has-seen'))
    } else this.attempt(() => session[name]())
  }

  /** The process ends, and with it all that it knew; but the app has kept its token. */
  die(): void {
    if (this.isDead) return
    this.isDead = true
    try {
      this.lastToken = this.session.token()
    } catch {
      this.lastToken = undefined
    }
  }

  /** The app gives a token from elsewhere. */
  supply(token: GivenToken): void {
    this.isStirred = true
    this.cause()
    this.saying('token.supplied')
    this.attempt(() => this.session.supplyToken(token))
  }

  /** The usable token; `undefined`: there is none. */
  get token(): string | undefined {
    const token = this.attempt(() => this.session.token())
    if (token !== undefined) this.#handedOut(token)
    return token
  }

  /** Does something of which nothing but an error of ours may come. */
  attempt<T>(act: () => T): T | undefined {
    try {
      return act()
    } catch (error) {
      this.#mustBeOurs(error)
      return undefined
    }
  }

  #await(ask: () => Promise<unknown>, isForToken: boolean): void {
    let promise: Promise<unknown>
    try {
      promise = ask()
    } catch (error) {
      return this.#complain(new BrokenPromise('callbacks-cannot-hurt', `it throws, not rejects: ${error}`))
    }
    this.waiting++
    promise.then(
      (token) => {
        this.waiting--
        if (isForToken && !this.isDead) this.#handedOut(token)
      },
      (error) => {
        this.waiting--
        // What a journal throws may be anybody's.
        if (isForToken) this.#mustBeOurs(error)
      },
    )
  }

  #mustBeOurs(error: unknown): void {
    this.#tally.checked('callbacks-cannot-hurt')
    this.#tally.checked('no-secret-leaves')
    const text =
      error instanceof Error ? `${error.stack}${JSON.stringify(error)}${error.cause}` : String(error)
    // First of all: what is wrong with it is told, and a secret must not be.
    if (leaks(text))
      this.#complain(new BrokenPromise('no-secret-leaves', 'an error holds a piece of a token'))
    else if (!(error instanceof HalflifeError))
      this.#complain(new BrokenPromise('callbacks-cannot-hurt', `an error that is none of ours: ${error}`))
  }

  /** Whatever token a caller is given must be of use at that time. */
  #handedOut(token: unknown): void {
    this.#tally.checked('no-dead-token')
    const { context } = this.session.actor.getSnapshot()
    const isDead = context.expiresAtMs <= this.clock.sessionMs
    if (isDead || context.isRejected)
      this.#complain(
        new BrokenPromise(
          'no-dead-token',
          `a caller is given a token that ${isDead ? 'has ended' : 'was rejected'}`,
        ),
      )
    if (typeof token !== 'string')
      this.#complain(new BrokenPromise('no-dead-token', `a caller is given a token that is ${typeof token}`))
  }

  #checkCall(call: Call): void {
    const broke = (promise: 'the-end-is-the-end' | 'single-flight' | 'attempts-are-numbered', what: string) =>
      this.#complain(new BrokenPromise(promise, what))
    this.#tally.checked('single-flight')
    if (this.isClosed || this.isKicked) broke('the-end-is-the-end', 'the callback was called after the end')
    const { newest } = this
    if (newest && call.attempt <= newest.attempt)
      broke('attempts-are-numbered', `attempt ${call.attempt} came after ${newest.attempt}`)
    const isFlying = newest && !newest.isSettled && !newest.signal.aborted
    const isPoint = call.stage === 'half' || call.stage === 'three-quarter' || call.stage === 'expiry'
    if (isFlying && (!isPoint || this.#script.overlap === 'join'))
      broke('single-flight', `a ${call.stage} call came while attempt ${newest.attempt} was under way`)
    this.#checkStorm(call)
  }

  #checkStorm({ atMs }: Call): void {
    this.#tally.checked('storms-are-bounded')
    const recent = (times: number[]) => times.filter((ms) => ms > atMs - minuteMs)
    this.#callTimes = [...recent(this.#callTimes), atMs]
    this.#causes = recent(this.#causes)
    const most = callsAMinute + this.#causes.length
    if (this.#callTimes.length > most)
      this.#complain(
        new BrokenPromise(
          'storms-are-bounded',
          `${this.#callTimes.length} calls in a minute, of at most ${most}`,
        ),
      )
  }
}
