import { readToken } from '../../refresh/read-token.ts'
import { wrong } from '../../session/settings.ts'
import { requireToken } from '../surface/first-token.ts'

/** @throws HalflifeError `ERR_OPTION` */
export function checkKeyAndSecret(consumerKey: unknown, consumerSecret: unknown): void {
  const missing = [!consumerKey && 'consumerKey', !consumerSecret && 'consumerSecret'].filter(Boolean)
  if (missing.length > 0)
    throw wrong(`initialize: ${missing.join(' and ')} missing; both are strings, and not empty`)
}

/**
 * @param mayBeNull whether `null` stands for a token that is still to come
 * @throws HalflifeError `ERR_OPTION`; `ERR_TOKEN_MALFORMED`, `ERR_TOKEN_TOO_LARGE`, `ERR_LIFETIME`,
 *   `ERR_LIFETIME_UNKNOWN` for a token that cannot be read
 */
export function checkInitialization(
  accessToken: unknown,
  refreshAccessToken: unknown,
  mayBeNull: boolean,
): void {
  if (typeof refreshAccessToken !== 'function')
    throw wrong('initializeToken: refreshAccessToken must be a function that returns a promise of a token')
  if (accessToken === null && mayBeNull) return
  requireToken(accessToken, 'initializeToken')
  readToken(accessToken as string)
}
