import type { LegacyToken } from '../../platform/client/access-token.ts'
import { createPlatformClient, type PlatformClient } from '../../platform/client/platform-client.ts'
import { PlatformError } from '../../platform/errors.ts'
import type { GivenToken } from '../../refresh/given-token.ts'
import { readToken } from '../../refresh/read-token.ts'
import { wrong } from '../../session/settings.ts'
import type { SurfaceSettings } from '../surface/options.ts'

type Endpoints = Pick<PlatformClient, 'getLegacyToken' | 'refreshLegacyToken'>

/**
 * The tokens that an application's key and secret are good for, from the platform's deprecated endpoints: the first one
 * by key and secret, each next one by the refresh token that came with the last.
 *
 * A refresh token works once, and is sent once: whoever asks while a request is under way shares it; and once sent, it is
 * not sent again, though no answer came, because the platform may have taken it. Then key and secret give a new one.
 */
export class LegacyTokens {
  readonly #endpoints: Endpoints
  #refreshToken: string | undefined
  #underWay: Promise<GivenToken> | undefined

  constructor(endpoints: Endpoints) {
    this.#endpoints = endpoints
  }

  /**
   * The next token.
   *
   * @param signal gives the request up, if it is the one that this call has begun
   * @throws (rejects with) PlatformError
   */
  next(signal?: AbortSignal): Promise<GivenToken> {
    this.#underWay ??= this.#request(signal).finally(() => {
      this.#underWay = undefined
    })
    return this.#underWay
  }

  async #request(signal: AbortSignal | undefined): Promise<GivenToken> {
    const token =
      (await this.#byRefreshToken(signal)) ?? (await this.#endpoints.getLegacyToken(until(signal)))
    this.#refreshToken = token.refreshToken
    return given(token)
  }

  /** Nothing, if there is no refresh token, or the platform does not know it (any more). */
  async #byRefreshToken(signal: AbortSignal | undefined): Promise<LegacyToken | undefined> {
    const refreshToken = this.#refreshToken
    if (refreshToken === undefined) return undefined
    this.#refreshToken = undefined
    try {
      return await this.#endpoints.refreshLegacyToken({ refreshToken, ...until(signal) })
    } catch (error) {
      if (error instanceof PlatformError && error.status === 400) return undefined
      throw error
    }
  }
}

/** @throws HalflifeError `ERR_OPTION` without a `platform` */
export function keyholderTokens(
  { platform: url, fetch }: SurfaceSettings,
  appKey: string,
  appSecret: string,
): LegacyTokens {
  if (!url) throw wrong('platform must be given, the address of the platform, to use initialize')
  // A call that is made again would send its refresh token again; a session has its own backoff.
  const connection = { url, retries: 0, ...(fetch && { fetch }) }
  return new LegacyTokens(createPlatformClient({ ...connection, appKey, appSecret }))
}

const until = (signal: AbortSignal | undefined) => (signal ? { signal } : {})

/** A JWT knows when it ends, better than who has waited for it. */
function given({ accessToken, expiresIn }: LegacyToken): GivenToken {
  try {
    readToken(accessToken)
    return accessToken
  } catch {
    return { value: accessToken, expiresInSeconds: expiresIn }
  }
}
