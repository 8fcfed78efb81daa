import type { GivenToken } from '../refresh/given-token.ts'
import type { RefreshCallback } from '../refresh/refresh-callback.ts'
import { type InvalidTokenErrorHandler, invalidTokenError } from './dotnet/invalid-token.ts'
import { profiles } from './profiles.ts'
import type { SurfaceEvents } from './surface/events.ts'
import { requireToken } from './surface/first-token.ts'
import type { SurfaceOptions } from './surface/options.ts'
import { Surface } from './surface/surface.ts'

/**
 * What an app of the .NET SDK gives: it returns the next token. The original's is synchronous; here a promise is as good,
 * but for `faithful`. It is not told `isExpired`.
 */
export type DotnetRefreshCallback = () => GivenToken | Promise<GivenToken>

/** Listens to the .NET SDK's own event, and to those of every surface. */
type DotnetOn = ((type: 'InvalidTokenError', handler: InvalidTokenErrorHandler) => { unsubscribe(): void }) &
  SurfaceEvents['on']

/**
 * Makes a session's callback of one that returns the token.
 *
 * @param onPromise hears of a promise, which then is no token. Without it, promises are awaited
 */
export function askForReturn(
  callback: DotnetRefreshCallback,
  onPromise?: (attempt: number) => void,
): RefreshCallback {
  return (_isExpired, { attempt }) => {
    const token: unknown = callback()
    if (!onPromise || typeof Object(token).then !== 'function') return token as GivenToken
    onPromise(attempt)
    // Nobody else looks at what becomes of it.
    Promise.resolve(token).catch(() => {})
    return String(token)
  }
}

/**
 * The surface of the .NET SDK. A participant whose token expires in a conference is kicked out of it.
 *
 * @example
 * const sdk = new DolbyIOSDK({ platform: 'https://api.example.com' })
 * sdk.on('InvalidTokenError', (reason, description) => console.error(reason, description))
 * await sdk.initAsync(accessToken, () => fetchToken())
 */
export class DolbyIOSDK extends Surface {
  /** @throws HalflifeError `ERR_OPTION` */
  constructor(options?: SurfaceOptions) {
    super(profiles.dotnet, options)
  }

  /**
   * Holds the token, and asks the callback for the next one at one half and three quarters of its life, and when it
   * expires outside a conference. A rejection by the platform does not ask.
   *
   * With `faithful`, a promise in place of a token is no token.
   *
   * @throws (rejects with) HalflifeError `ERR_ALREADY_INITIALIZED` for a second call; `ERR_OPTION`; `ERR_TOKEN_MALFORMED`,
   *   `ERR_LIFETIME` and the others of a token that cannot be read
   */
  async initAsync(accessToken: GivenToken, callback: DotnetRefreshCallback): Promise<void> {
    const { keeper } = this
    requireToken(accessToken, keeper.profile.entry)
    const onPromise = (attempt: number) => keeper.diagnose('promise-for-string', attempt)
    const isCallback = typeof callback === 'function'
    const refresh = isCallback ? askForReturn(callback, keeper.faithful ? onPromise : undefined) : callback
    keeper.initialize(accessToken, refresh)
  }

  /**
   * Listens to one type of event, or to all of the surface's with `'*'`. `InvalidTokenError` comes when the platform rejects
   * the token, when the participant is kicked, and when a refresh failed after which nothing asks again.
   */
  override on: DotnetOn = (type: string, listener: (...said: never[]) => void) => {
    const { events } = this.keeper
    if (type !== 'InvalidTokenError') return events.on(type as '*', listener)
    const handler = listener as InvalidTokenErrorHandler
    return events.on('*', (event) => {
      const said = invalidTokenError(event, this.tokenSession)
      if (said) handler(...said)
    })
  }
}
