import type { RefreshCallback } from '../refresh/refresh-callback.ts'
import { profiles } from './profiles.ts'
import { assemble, withTimeOut } from './react-native/parts.ts'
import type { RefreshAccessToken, ScriptPart } from './react-native/script-part.ts'
import type { SurfaceOptions } from './surface/options.ts'
import { Surface } from './surface/surface.ts'

/**
 * The class of the IAPI SDK for React Native, the one before `CommsAPI`. A participant with an expired token stays in
 * the conference.
 *
 * @example
 * const sdk = new DolbyIoIAPI({ platform: 'https://api.example.com' })
 * await sdk.initializeToken(null, async (isExpired) => fetchToken())
 */
export class DolbyIoIAPI extends Surface {
  /** Gets the tokens of `initialize`; `null` while the app's callback does. */
  #refreshAccessTokenInBackground: RefreshCallback | null = null
  readonly #script: ScriptPart<null>

  /** @throws HalflifeError `ERR_OPTION` */
  constructor(options?: SurfaceOptions) {
    super(profiles['react-native'], withTimeOut(options))
    this.#script = assemble(this.keeper, true, {
      get: () => this.#refreshAccessTokenInBackground,
      set: (refresh) => {
        this.#refreshAccessTokenInBackground = refresh
      },
    })
  }

  /**
   * Gets its tokens by the customer's key and secret, from the platform that the option `platform` names: the first one
   * before it resolves, the next ones in the background, by refresh tokens that are each used once.
   *
   * @returns `true`
   * @throws (rejects with) HalflifeError `ERR_OPTION` for an empty key or secret, or without a `platform`; PlatformError
   */
  async initialize(consumerKey: string, consumerSecret: string): Promise<boolean> {
    await this.#script.initialize(consumerKey, consumerSecret)
    return true
  }

  /**
   * Holds the token that the customer's backend got, and asks the callback for the next one at one half and three
   * quarters of its life, when it expires, and when the platform rejects it. Called again, it takes the new token and the
   * new callback.
   *
   * @param accessToken the first token; `null`: none yet, the callback is asked at once
   * @param refreshAccessToken resolves with the next token; told whether the one in use is expired
   * @returns `true`
   * @throws (rejects with) HalflifeError `ERR_OPTION`; `ERR_TOKEN_MALFORMED`, `ERR_LIFETIME` and the others of a token
   *   that cannot be read. Then nothing has changed
   */
  async initializeToken(
    accessToken: string | null,
    refreshAccessToken: RefreshAccessToken,
  ): Promise<boolean> {
    await this.#script.initializeToken(accessToken, refreshAccessToken)
    return true
  }
}
