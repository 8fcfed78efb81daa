import type { GivenToken } from '../refresh/given-token.ts'
import { profiles } from './profiles.ts'
import { requireToken } from './surface/first-token.ts'
import type { SurfaceOptions } from './surface/options.ts'
import { Surface } from './surface/surface.ts'

/** What an app of the Web SDK gives: told whether the token in use is expired, it resolves with the next one. */
export type WebRefreshCallback = (isExpired: boolean) => Promise<GivenToken>

/** The surface of the Web SDK. A participant with an expired token stays in the conference. */
export class WebSdk extends Surface {
  /** @throws HalflifeError `ERR_OPTION` */
  constructor(options?: SurfaceOptions) {
    super(profiles.web, options)
  }

  /**
   * Holds the token, and asks the callback for the next one at one half and three quarters of its life, when it expires,
   * and when the platform rejects it. Called again, it takes the new token and the new callback.
   *
   * @throws HalflifeError `ERR_OPTION`; `ERR_TOKEN_MALFORMED`, `ERR_LIFETIME` and the others of a token that cannot be read
   */
  initializeToken(accessToken: GivenToken, callback: WebRefreshCallback): void {
    requireToken(accessToken, this.profile.entry)
    // It is told what the original's is, and no more: a further parameter of the app's may have its default.
    const told = (isExpired: boolean) => callback(isExpired)
    this.keeper.initialize(accessToken, typeof callback === 'function' ? told : callback)
  }
}

/**
 * The Web SDK's surface, as `VoxeetSDK`; each call makes one that knows nothing of others.
 *
 * @example
 * const VoxeetSDK = createWebSdk({ platform: 'https://api.example.com' })
 * VoxeetSDK.initializeToken(accessToken, async (isExpired) => fetchToken())
 * @throws HalflifeError `ERR_OPTION`
 */
export const createWebSdk = (options?: SurfaceOptions): WebSdk => new WebSdk(options)
