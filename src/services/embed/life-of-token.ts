import type { TokenLife } from '../../machines/token-life.ts'
import type { GivenToken } from '../refresh/given-token.ts'
import { placeLife } from '../refresh/place-life.ts'
import { readToken } from '../refresh/read-token.ts'

/**
 * What an embedded machine is to know of a token: its life, and not the token.
 *
 * @param nowMs the wall clock
 * @throws HalflifeError `ERR_TOKEN_MALFORMED`, `ERR_TOKEN_TOO_LARGE`, `ERR_LIFETIME`, `ERR_LIFETIME_UNKNOWN`
 */
export const lifeOfToken = (token: GivenToken, nowMs: number): TokenLife =>
  placeLife(readToken(token), nowMs, nowMs)
