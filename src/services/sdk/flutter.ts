import type { GivenToken } from '../refresh/given-token.ts'
import { profiles } from './profiles.ts'
import { requireToken } from './surface/first-token.ts'
import type { SurfaceOptions } from './surface/options.ts'
import { Surface } from './surface/surface.ts'

/**
 * What an app of the Flutter SDK gives. The original tells it nothing; this one tells it `isExpired`, as documented, to
 * whoever takes it. `null`: there is no token, a failed attempt.
 */
export type FlutterRefreshCallback = (isExpired: boolean) => Promise<GivenToken | null>

/** The surface of the Flutter SDK. A participant with an expired token stays in the conference. */
export class DolbyioCommsSdk extends Surface {
  /** @throws HalflifeError `ERR_OPTION` */
  constructor(options?: SurfaceOptions) {
    super(profiles.flutter, options)
  }

  /**
   * Holds the token, and asks the callback for the next one at one half and three quarters of its life, when it expires,
   * and when the platform rejects it. Called again, it takes the new token and the new callback, as the original does.
   *
   * With `faithful` the callback gets no argument.
   *
   * @throws HalflifeError (rejects) `ERR_OPTION`; `ERR_TOKEN_MALFORMED`, `ERR_LIFETIME` and the others of a token that
   *   cannot be read
   */
  async initializeToken(accessToken: GivenToken, callback: FlutterRefreshCallback): Promise<void> {
    requireToken(accessToken, this.profile.entry)
    const isTold = !this.keeper.faithful
    const call = callback as (...told: [boolean] | []) => Promise<GivenToken>
    const told = (isExpired: boolean) => (isTold ? call(isExpired) : call())
    this.keeper.initialize(accessToken, typeof callback === 'function' ? told : callback)
  }
}

/**
 * The Flutter SDK's surface, as `DolbyioCommsSdk.instance`; each call makes one that knows nothing of others.
 *
 * @example
 * const sdk = createDolbyioCommsSdk({ platform: 'https://api.example.com' })
 * await sdk.initializeToken(accessToken, async () => fetchToken())
 * @throws HalflifeError `ERR_OPTION`
 */
export const createDolbyioCommsSdk = (options?: SurfaceOptions): DolbyioCommsSdk =>
  new DolbyioCommsSdk(options)
