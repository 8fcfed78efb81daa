import type { GivenToken } from '../../refresh/given-token.ts'
import type { RefreshCallback } from '../../refresh/refresh-callback.ts'
import { toleratesNeglect } from '../../session/awaited.ts'
import { TokenExpiredError } from '../../session/errors.ts'
import { openSession } from '../../session/open-session.ts'
import type { Session } from '../../session/session.ts'
import { wrong } from '../../session/settings.ts'
import type { Profile } from '../profiles.ts'
import { CallbackLine } from './callback-line.ts'
import { diagnose } from './diagnose.ts'
import type { Diagnostic } from './diagnostic.ts'
import { alreadyInitialized, notInitialized, sdkClosed } from './errors.ts'
import { EventHub } from './event-hub.ts'
import { type SeenFailure, seeFailures } from './failures.ts'
import { readSurfaceOptions, type SurfaceOptions, type SurfaceSettings } from './options.ts'
import { harmless, warnOnce } from './warn.ts'

/**
 * What stands behind every surface: it opens the token session under the profile's policy, knows what a second
 * initialization does, says what the app got wrong, and brings all events together. A surface turns its original's
 * callback into a `RefreshCallback`, and hands it in.
 *
 *     const keeper = new TokenKeeper(profiles.ios, options)
 *     keeper.initialize(accessToken, (isExpired) => new Promise((closure) => callback(closure, isExpired)))
 */
export class TokenKeeper {
  readonly profile: Profile
  readonly settings: SurfaceSettings
  readonly events = new EventHub()
  readonly #say: (diagnostic: Diagnostic) => void
  #line: CallbackLine | undefined
  #session: Session | undefined
  #opened = 0
  readonly #ended = new AbortController()
  readonly #onOpen = new Set<(session: Session) => void>()

  /** @throws HalflifeError `ERR_OPTION` */
  constructor(profile: Profile, options?: SurfaceOptions) {
    this.profile = profile
    this.settings = readSurfaceOptions(options)
    this.#say = harmless(this.settings.onDiagnostic ?? warnOnce())
  }

  /**
   * Holds the token, and asks the callback for the next ones. Called again, it takes the new token and the new
   * callback, of which attempts under way are asked again; after a kick it begins anew. A profile whose original
   * throws on a second call throws; with `faithful`, one whose original keeps the first callback keeps it.
   *
   * @param accessToken `null`: none yet, ask for one at once
   * @param refresh what the app gave, as a session's callback
   * @throws HalflifeError `ERR_OPTION` for a callback that is no function; `ERR_ALREADY_INITIALIZED`;
   *   `ERR_TOKEN_MALFORMED`, `ERR_LIFETIME` and the others of a token that cannot be read. Then nothing has changed
   */
  initialize(accessToken: GivenToken | null, refresh: RefreshCallback): void {
    const { entry } = this.profile
    if (typeof refresh !== 'function') throw wrong(`${entry} needs a callback: a function`)
    if (this.ended.aborted) throw sdkClosed()
    const { documented, observed } = this.profile.reinitialization
    if (this.#session && (documented === 'throw' || (this.settings.faithful && observed === 'throw')))
      throw alreadyInitialized(entry)
    if (this.#session && this.#session.state !== 'kicked')
      return this.#again(this.#session, accessToken, refresh)
    this.#open(accessToken, refresh)
  }

  get isInitialized(): boolean {
    return this.#session !== undefined
  }

  /** The session that keeps the token alive: `token()`, `freshToken()`, `state`, `actor`, ... @throws HalflifeError `ERR_NOT_INITIALIZED` */
  get tokenSession(): Session {
    if (!this.#session) throw notInitialized(this.profile.entry)
    return this.#session
  }

  /** Aborts when the SDK is closed, for the calls that are under way then. */
  get ended(): AbortSignal {
    return this.#ended.signal
  }

  get faithful(): boolean {
    return this.settings.faithful
  }

  /** Says what the app got wrong. For what a surface notices by itself; failed attempts are told of already. */
  diagnose(kind: Diagnostic['kind'], attempt?: number): void {
    const { profile } = this
    this.#say(diagnose(profile, kind, { attempt, timeoutMs: this.#timeoutMs }))
  }

  /** Calls back with each session that is opened: the first, and one after each kick. */
  onOpen(listener: (session: Session) => void): void {
    this.#onOpen.add(listener)
  }

  /** Ends the token session. Leaves no timer, listener or pending promise behind. */
  async close(): Promise<void> {
    this.#ended.abort(sdkClosed())
    this.events.clear()
    await this.#session?.close()
  }

  get #timeoutMs(): number {
    return this.settings.forSession.refreshTimeoutMs ?? 30_000
  }

  #open(accessToken: GivenToken | null, refresh: RefreshCallback): void {
    const { forSession } = this.settings
    const line = new CallbackLine(refresh)
    const session = openSession({
      ...forSession,
      token: accessToken,
      refresh: line.ask,
      policy: this.profile.policy,
      stream: this.#streamOf(this.#opened + 1),
      inspect: seeFailures(forSession.inspect, (failure) => this.#failed(line, failure)),
    })
    this.#opened += 1
    // One that ended by a kick: its last records are still to be written.
    if (this.#session) toleratesNeglect(this.#session.close())
    this.#line = line
    this.#session = session
    session.on('*', (event) => this.events.say(event))
    for (const listener of this.#onOpen) listener(session)
  }

  #again(session: Session, accessToken: GivenToken | null, refresh: RefreshCallback): void {
    const isTaken = accessToken !== null && supplied(session, accessToken)
    const keepsFirst = this.settings.faithful && this.profile.reinitialization.observed === 'keep'
    // After the token, which calls off the attempts that it makes needless: the others are asked again.
    if (!keepsFirst) this.#line?.replace(refresh)
    else if (!this.#line?.asks(refresh)) this.diagnose('first-callback-kept')
    // None, or a dead one, be it that in use: as at the first time, one is asked for at once.
    if (!isTaken || session.state === 'expired') void session.refreshNow()
  }

  /** A stream ends with its session: one that is opened after a kick writes the next, `name/2`. */
  #streamOf(nth: number): string | undefined {
    const { stream } = this.settings.forSession
    return stream === undefined || nth === 1 ? stream : `${stream}/${nth}`
  }

  #failed(line: CallbackLine, { attempt, atMs, reason, error }: SeenFailure): void {
    const details = { attempt, timeoutMs: this.#timeoutMs, error }
    const answer = line.answerTo(attempt)
    // The machine is at work: the app is told when it is done.
    queueMicrotask(() => {
      if (this.ended.aborted) return
      const said = diagnose(this.profile, { reason, answer }, details)
      if (said) this.#say(said)
      this.events.say({ type: 'refresh.failed', atMs, attempt, reason, ...(error && { error }) })
    })
  }
}

/** @returns false for a dead one @throws HalflifeError for one that cannot be read */
function supplied(session: Session, token: GivenToken): boolean {
  try {
    session.supplyToken(token)
    return true
  } catch (error) {
    if (error instanceof TokenExpiredError) return false
    throw error
  }
}
