import { profiles } from './profiles.ts'
import { assemble, withTimeOut } from './react-native/parts.ts'
import type { RefreshAccessToken, ScriptPart } from './react-native/script-part.ts'
import type { SurfaceOptions } from './surface/options.ts'
import { Surface } from './surface/surface.ts'

/** The surface of the React Native SDK. A participant with an expired token stays in the conference. */
export class CommsAPI extends Surface {
  readonly #script: ScriptPart<null>

  /** @throws HalflifeError `ERR_OPTION` */
  constructor(options?: SurfaceOptions) {
    super(profiles['react-native'], withTimeOut(options))
    this.#script = assemble(this.keeper, false)
  }

  /**
   * Gets its tokens by the application's key and secret, from the platform that the option `platform` names: the first
   * one before it resolves, the next ones by themselves.
   *
   * @deprecated as the original's: key and secret do not belong into an app. Use `initializeToken`
   * @throws (rejects with) HalflifeError `ERR_OPTION` for an empty key or secret, or without a `platform`; PlatformError
   */
  initialize(consumerKey: string, consumerSecret: string): Promise<null> {
    return this.#script.initialize(consumerKey, consumerSecret)
  }

  /**
   * Holds the token, and asks the callback for the next one at one half and three quarters of its life, when it expires,
   * and when the platform rejects it. Called again, it takes the new token and the new callback.
   *
   * With `faithful` it does as the original does, in each of `reactNativeDifferences`.
   *
   * @param accessToken the first token. `null` is what the original's type allows; it is refused
   * @param refreshAccessToken resolves with the next token; told whether the one in use is expired
   * @throws (rejects with) HalflifeError `ERR_OPTION`; `ERR_TOKEN_MALFORMED`, `ERR_LIFETIME` and the others of a token
   *   that cannot be read. Then nothing has changed
   */
  initializeToken(accessToken: string | null, refreshAccessToken: RefreshAccessToken): Promise<null> {
    return this.#script.initializeToken(accessToken, refreshAccessToken)
  }
}

/**
 * The React Native SDK's surface, as its `CommsAPI`; each call makes one that knows nothing of others.
 *
 * @example
 * const CommsAPI = createCommsApi({ platform: 'https://api.example.com' })
 * await CommsAPI.initializeToken(accessToken, async (isExpired) => fetchToken())
 * @throws HalflifeError `ERR_OPTION`
 */
export const createCommsApi = (options?: SurfaceOptions): CommsAPI => new CommsAPI(options)
