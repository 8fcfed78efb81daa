import { HalflifeError } from '../../../errors.ts'
import { readToken } from '../../refresh/read-token.ts'

/** @throws HalflifeError `ERR_OPTION` */
export function checkKeyAndSecret(consumerKey: unknown, consumerSecret: unknown): void {
  const missing = [!consumerKey && 'consumerKey', !consumerSecret && 'consumerSecret'].filter(Boolean)
  if (missing.length === 0) return
  throw new HalflifeError(
    'ERR_OPTION',
    `initialize(consumerKey, consumerSecret): ${missing.join(' and ')} missing. Both are strings, not empty.`,
  )
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
  if (typeof refreshAccessToken !== 'function') {
    throw new HalflifeError(
      'ERR_OPTION',
      'initializeToken(accessToken, refreshAccessToken): refreshAccessToken must be a function that returns a ' +
        'promise of the new token.',
    )
  }
  if (accessToken === null && mayBeNull) return
  if (accessToken === null || accessToken === undefined) {
    throw new HalflifeError(
      'ERR_OPTION',
      `initializeToken(accessToken, refreshAccessToken): accessToken is ${accessToken}. Await the first token from ` +
        'your server before you call it.',
    )
  }
  readToken(accessToken as string)
}
