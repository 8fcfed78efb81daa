import { HalflifeError } from '../../../errors.ts'
import type { Stage } from '../../../machines/token-life.ts'
import type { Clock } from '../../clock/clock.ts'
import { SteadyTime } from '../../clock/steady-time.ts'
import { RefreshBackoffError, RefreshFailedError } from '../../session/errors.ts'
import { openSession } from '../../session/open-session.ts'
import type { Session } from '../../session/session.ts'
import { PlatformError } from '../errors.ts'
import type { AccessToken } from './access-token.ts'

/**
 * The API token, in a session of its own: renewed at one half and three quarters of its life, asked for once however
 * many want it, in backoff when that fails. The session begins with the first who asks; until then nothing is sent.
 * After a refusal that is the caller's own fault nothing is sent in the background: only at the points of a token in
 * use, and for whoever asks when the backoff is over.
 */
export class ApiToken {
  readonly #request: (signal: AbortSignal) => Promise<AccessToken>
  readonly #clock: Clock
  readonly #refreshTimeoutMs: number
  readonly #time: SteadyTime
  #session: Session | undefined
  #isClosed = false
  /** Why the platform gave none, or refused the one it gave. */
  #failure: PlatformError | undefined
  /** Whether key and secret were refused: to ask again changes nothing, until somebody knows better. */
  #isRefused = false
  /** From when on whoever calls may ask, though the session's backoff lasts; undefined while that is not known. */
  #quietUntilMs: number | undefined

  /** @param timeoutMs what `request` takes at most, with all its tries */
  constructor(
    request: (signal: AbortSignal) => Promise<AccessToken>,
    { clock, timeoutMs }: { clock: Clock; timeoutMs: number },
  ) {
    this.#request = request
    this.#clock = clock
    this.#time = new SteadyTime(clock)
    // The request's own limit comes first: it knows what to say.
    this.#refreshTimeoutMs = timeoutMs + 60_000
  }

  /**
   * One that is usable.
   *
   * @throws PlatformError: that of the last request, also while the next one has to wait (`retryAfterMs` says how
   *   long); HalflifeError `ERR_SESSION_CLOSED`
   */
  async get(): Promise<string> {
    if (this.#isClosed) throw closed()
    this.#session ??= openSession({
      token: null,
      refresh: (_isExpired, { signal, stage }) => this.#ask(signal, stage),
      refreshTimeoutMs: this.#refreshTimeoutMs,
      clock: this.#clock,
    })
    try {
      return await this.#session.freshToken().catch((error) => this.#askAfterQuiet(error))
    } catch (error) {
      throw this.#isClosed ? closed() : this.#explain(error)
    }
  }

  /** The platform refused a call with this one. If it is not in use any more, nothing happens. */
  rejected(token: string, failure: PlatformError): void {
    this.#failure ??= failure
    this.#session?.reportRejected(token)
  }

  /** Nothing is asked for any more, and whoever waits hears of it. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#session?.close()
  }

  async #ask(signal: AbortSignal, stage: Stage) {
    if (this.#quietForMs > 0) throw this.#failure
    if (stage === 'retry' && this.#isRefused) {
      this.#quietUntilMs = this.#time.now()
      throw this.#failure
    }
    this.#quietUntilMs = undefined
    try {
      const { accessToken, expiresIn } = await this.#request(signal)
      this.#failure = undefined
      this.#isRefused = false
      return { value: accessToken, expiresInSeconds: expiresIn }
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error
      this.#failure = error
      this.#isRefused = callersFault.includes(error.status ?? 0)
      if (error.retryAfterMs !== undefined) this.#quietUntilMs = this.#time.now() + error.retryAfterMs
      throw error
    }
  }

  /** The platform has said when it may be asked again: whoever comes then need not wait for the backoff. */
  #askAfterQuiet(error: unknown): Promise<string> {
    const isOver = this.#quietUntilMs !== undefined && this.#quietForMs <= 0
    if (!(error instanceof RefreshBackoffError && isOver && this.#session)) throw error
    return this.#session.refreshNow()
  }

  /** What the platform said, where it is the platform that failed. */
  #explain(error: unknown): unknown {
    const isBackoff = error instanceof RefreshBackoffError
    if (!isBackoff && !(error instanceof RefreshFailedError)) return error
    const failure = this.#failure ?? useless(error.reason)
    if (!isBackoff) return failure
    const leftMs = this.#quietUntilMs === undefined ? error.retryAtMs - this.#time.now() : this.#quietForMs
    const retryAfterMs = Math.max(0, Math.ceil(leftMs))
    return new PlatformError(failure.why, failure.message, { ...failure, retryAfterMs })
  }

  get #quietForMs(): number {
    return (this.#quietUntilMs ?? Number.NEGATIVE_INFINITY) - this.#time.now()
  }
}

/** What who calls a closed client gets. */
export const closed = () =>
  new HalflifeError('ERR_SESSION_CLOSED', 'The platform client is closed: create another.')

/** The statuses that say: not with this key and secret, or not such a request. */
const callersFault = [400, 401, 403]

const useless = (reason = 'rejected') =>
  new PlatformError('unreadable', `The platform gave no API token that can be used: ${reason}.`)
