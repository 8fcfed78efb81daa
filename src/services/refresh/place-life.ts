import type { TokenLife } from '../../machines/token-life.ts'
import { withJitter } from './jitter.ts'
import type { ReadToken } from './read-token.ts'

/**
 * How much of its life a token has left by the wall clock. A local clock that is slow would give it more than
 * it ever had: the claimed length is the limit.
 */
export function leftMs({ expMs, ttlMs = Infinity }: ReadToken, wallNowMs: number): number {
  return Math.min(ttlMs, expMs === undefined ? ttlMs : expMs - wallNowMs)
}

/**
 * Places the life of a token that the app has had for an unknown while (at opening, resuming, supplying) on the
 * session's time. It began where `iat` lies, at most now; without `iat`, it begins now.
 */
export function placeLife(
  token: ReadToken,
  nowMs: number,
  wallNowMs: number,
  { jitter = 0, random = Math.random }: { readonly jitter?: number; readonly random?: () => number } = {},
): TokenLife {
  // A dead token without `iat` had a life of its own, too: at least a millisecond.
  const { expMs, ttlMs = 1 } = token
  const expiresAtMs = nowMs + leftMs(token, wallNowMs)
  const issuedAtMs = Math.min(nowMs, expiresAtMs - ttlMs)
  const claim = expMs !== undefined && { claimedExpMs: expMs }
  return withJitter({ issuedAtMs, expiresAtMs, ...claim }, jitter, random)
}
