import { HalflifeError } from '../../errors.ts'
import type { GivenToken } from '../refresh/given-token.ts'
import type { RefreshCallback } from '../refresh/refresh-callback.ts'
import { answerOnce, type Notice } from './answering/answer-once.ts'
import { profiles } from './profiles.ts'
import { requireToken } from './surface/first-token.ts'
import type { SurfaceOptions } from './surface/options.ts'
import { Surface } from './surface/surface.ts'

/**
 * The right to answer one attempt, once: `std::unique_ptr<refresh_token>`. It may be stored, and called later.
 *
 * - Called once the attempt's time is out, its token is still taken, unless another has come.
 * - Called when it is of no use any more (another token was adopted, the participant was kicked, the SDK closed, or the
 *   callback that was given it has failed), it does nothing: an answer that was on its way is nobody's mistake.
 * - Called twice, it throws.
 * - Dropped, it leaves the attempt to its time-out.
 */
export interface CppRefreshToken {
  /** @throws HalflifeError `ERR_HANDLE_USED` */
  (token: GivenToken): void
  /** Aborts when the answer is late or of no more use; for the request that is to bring the token. */
  readonly signal: AbortSignal
}

/** What an app of the C++ SDK gives: it stores the handle, or calls it. It is not told `isExpired`. */
export type CppRefreshCallback = (refresh: CppRefreshToken) => void | Promise<void>

/** Makes a session's callback of one that is given a one-shot handle. */
export function askByHandle(callback: CppRefreshCallback, notice: Notice): RefreshCallback {
  return answerOnce(({ give }, _isExpired, { attempt, signal }) => {
    let isUsed = false
    const refresh = (token: GivenToken) => {
      give(token)
      if (isUsed)
        throw new HalflifeError(
          'ERR_HANDLE_USED',
          `The handle of attempt ${attempt} was called before: it takes one token. The next attempt has its own.`,
        )
      isUsed = true
    }
    return callback(Object.assign(refresh, { signal }))
  }, notice)
}

/** The surface of the C++ SDK. A participant whose token expires in a conference is kicked out of it. */
export class CppSdk extends Surface {
  private constructor(options?: SurfaceOptions) {
    super(profiles.cpp, options)
  }

  /**
   * Makes an SDK that holds the token, and asks the callback for the next one at one half and three quarters of its
   * life, and when it expires outside a conference. A rejection by the platform does not ask.
   *
   * @example
   * const sdk = CppSdk.create(accessToken, async (refresh) => refresh(await fetchToken()))
   * @throws HalflifeError `ERR_OPTION`; `ERR_TOKEN_MALFORMED`, `ERR_LIFETIME` and the others of a token that cannot be read
   */
  static create(token: GivenToken, callback: CppRefreshCallback, options?: SurfaceOptions): CppSdk {
    const sdk = new CppSdk(options)
    const { keeper } = sdk
    requireToken(token, keeper.profile.entry)
    const notice: Notice = (oddity, attempt) => keeper.diagnose(oddity, attempt)
    keeper.initialize(token, typeof callback === 'function' ? askByHandle(callback, notice) : callback)
    return sdk
  }
}
