import type { GivenToken } from '../refresh/given-token.ts'
import type { RefreshCallback } from '../refresh/refresh-callback.ts'
import { answerOnce, type Notice } from './answering/answer-once.ts'
import { profiles } from './profiles.ts'
import { requireToken } from './surface/first-token.ts'
import type { SurfaceOptions } from './surface/options.ts'
import { Surface } from './surface/surface.ts'

/** Takes the next token, once; `null` says that there is none. May be kept and called later. */
export type IosRefreshTokenClosure = (token: GivenToken | null) => void

/**
 * What an app of the iOS SDK gives: it fetches a token, and calls the closure with it. It returns nothing, but may be
 * `async`: then its failure is the attempt's. Who returns the token does not compile.
 */
export type IosRefreshCallback = (closure: IosRefreshTokenClosure, isExpired: boolean) => void | Promise<void>

/**
 * Makes a session's callback of one that calls a closure.
 *
 * @param keepsNewest whether only the closure of the newest attempt answers
 */
export function askByClosure(
  callback: IosRefreshCallback,
  notice: Notice,
  keepsNewest = false,
): RefreshCallback {
  let newest = 0
  return answerOnce(({ give }, isExpired, { attempt }) => {
    newest = attempt
    return callback((token) => {
      if (!keepsNewest || attempt === newest) give(token)
    }, isExpired)
  }, notice)
}

/** The surface of the iOS SDK. A participant with an expired token stays in the conference. */
export class IosSdk extends Surface {
  /** @throws HalflifeError `ERR_OPTION` */
  constructor(options?: SurfaceOptions) {
    super(profiles.ios, options)
  }

  /**
   * Holds the token, and asks the callback for the next one at one half and three quarters of its life, when it expires,
   * and when the platform rejects it. Called again, it takes the new token and the new callback.
   *
   * With `faithful`, one closure is kept, the newest: an earlier one that is called later answers nothing.
   *
   * @throws HalflifeError `ERR_OPTION`; `ERR_TOKEN_MALFORMED`, `ERR_LIFETIME` and the others of a token that cannot be read
   */
  initialize(accessToken: GivenToken, callback: IosRefreshCallback): void {
    const { keeper } = this
    requireToken(accessToken, keeper.profile.entry)
    const notice: Notice = (oddity, attempt) => keeper.diagnose(oddity, attempt)
    const isCallback = typeof callback === 'function'
    keeper.initialize(accessToken, isCallback ? askByClosure(callback, notice, keeper.faithful) : callback)
  }
}

/**
 * The iOS SDK's surface, as `VoxeetSDK.shared`; each call makes one that knows nothing of others.
 *
 * @example
 * const VoxeetSDK = createIosSdk({ platform: 'https://api.example.com' })
 * VoxeetSDK.initialize(accessToken, async (closure, isExpired) => closure(await fetchToken()))
 * @throws HalflifeError `ERR_OPTION`
 */
export const createIosSdk = (options?: SurfaceOptions): IosSdk => new IosSdk(options)
