import type { Endpoint } from '../endpoints.ts'
import { unreadable } from './connection.ts'

/** A token as the platform hands it out. */
export interface AccessToken {
  readonly accessToken: string
  /** The token's life in seconds, from when it was made. */
  readonly expiresIn: number
  readonly tokenType: string
}

/** A token of the deprecated endpoint, with what its next one can be had for, once. */
export interface LegacyToken extends AccessToken {
  readonly refreshToken: string
}

/** @throws PlatformError `unreadable` */
export function readAccessToken(answer: unknown, endpoint: Endpoint): AccessToken {
  const { access_token, expires_in, token_type } = Object(answer) as Record<string, unknown>
  if (typeof access_token !== 'string' || access_token === '') throw unreadable(endpoint)
  if (typeof expires_in !== 'number' || !(expires_in > 0)) throw unreadable(endpoint)
  return {
    accessToken: access_token,
    expiresIn: expires_in,
    tokenType: typeof token_type === 'string' ? token_type : 'Bearer',
  }
}

/** @throws PlatformError `unreadable` */
export function readLegacyToken(answer: unknown, endpoint: Endpoint): LegacyToken {
  const { refresh_token } = Object(answer) as Record<string, unknown>
  if (typeof refresh_token !== 'string' || refresh_token === '') throw unreadable(endpoint)
  return { ...readAccessToken(answer, endpoint), refreshToken: refresh_token }
}
