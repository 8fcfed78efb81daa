import type { GivenToken } from '../refresh/given-token.ts'
import type { RefreshCallback } from '../refresh/refresh-callback.ts'
import { WaitingCallbacks } from './android/waiting-callbacks.ts'
import { answerOnce, type Notice } from './answering/answer-once.ts'
import { profiles } from './profiles.ts'
import { requireToken } from './surface/first-token.ts'
import type { SurfaceOptions } from './surface/options.ts'
import { Surface } from './surface/surface.ts'

/** Where an app of the Android SDK answers an attempt, once, in one of two ways; now or later. */
export interface AndroidTokenCallback {
  readonly ok: (token: GivenToken) => void
  /** There is no token. Of the reason, only name, code and status are kept. */
  readonly error: (reason: unknown) => void
}

/**
 * What an app of the Android SDK gives: it fetches a token, and calls `ok` with it, or `error`. It returns nothing, but
 * may be `async`: then its failure is the attempt's.
 */
export type AndroidRefreshCallback = (
  isExpired: boolean,
  callback: AndroidTokenCallback,
) => void | Promise<void>

/**
 * Makes a session's callback of one that calls `ok` or `error`.
 *
 * @param waiting where all attempts wait together, if one answer is to be that of all
 */
export function askByCallback(
  callback: AndroidRefreshCallback,
  notice: Notice,
  waiting?: WaitingCallbacks,
): RefreshCallback {
  return answerOnce(({ give, refuse }, isExpired) => {
    if (!waiting)
      return callback(isExpired, { ok: (token) => void give(token), error: (e) => void refuse(e) })
    waiting.add({ give, refuse })
    return callback(isExpired, { ok: (token) => waiting.ok(token), error: (e) => waiting.error(e) })
  }, notice)
}

/** The surface of the Android SDK. A participant with an expired token stays in the conference. */
export class AndroidSdk extends Surface {
  /** @throws HalflifeError `ERR_OPTION` */
  constructor(options?: SurfaceOptions) {
    super(profiles.android, options)
  }

  /**
   * Holds the token, and asks the callback for the next one at one half and three quarters of its life, when it expires,
   * and when the platform rejects it. Called again, it takes the new token and the new callback.
   *
   * With `faithful`, one answer is that of every attempt that waits: what the others are answered later is lost.
   *
   * @throws HalflifeError `ERR_OPTION`; `ERR_TOKEN_MALFORMED`, `ERR_LIFETIME` and the others of a token that cannot be read
   */
  initialize(accessToken: GivenToken, callback: AndroidRefreshCallback): void {
    const { keeper } = this
    requireToken(accessToken, keeper.profile.entry)
    const notice: Notice = (oddity, attempt) => keeper.diagnose(oddity, attempt)
    const waiting = keeper.faithful ? new WaitingCallbacks() : undefined
    const isCallback = typeof callback === 'function'
    keeper.initialize(accessToken, isCallback ? askByCallback(callback, notice, waiting) : callback)
  }
}

/**
 * The Android SDK's surface, as `VoxeetSDK`; each call makes one that knows nothing of others.
 *
 * @example
 * const VoxeetSDK = createAndroidSdk({ platform: 'https://api.example.com' })
 * VoxeetSDK.initialize(accessToken, (_isExpired, callback) => fetchToken().then(callback.ok, callback.error))
 * @throws HalflifeError `ERR_OPTION`
 */
export const createAndroidSdk = (options?: SurfaceOptions): AndroidSdk => new AndroidSdk(options)
