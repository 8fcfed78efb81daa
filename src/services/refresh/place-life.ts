import type { TokenLife } from '../../machines/token-life.ts'
import type { ReadToken } from './read-token.ts'

/**
 * How much of its life a token has left by the wall clock. A local clock that is slow would give it more than
 * it ever had: the claimed length is the limit.
 */
export function leftMs({ expMs, ttlMs }: ReadToken, wallNowMs: number): number {
  const untilExpMs = expMs === undefined ? Number.POSITIVE_INFINITY : expMs - wallNowMs
  return Math.min(untilExpMs, ttlMs ?? Number.POSITIVE_INFINITY)
}

/**
 * Places the life of a token that the app has had for an unknown while (at opening, resuming, supplying) on the
 * session's time. It began where `iat` lies, at most now; without `iat`, it begins now.
 */
export function placeLife(token: ReadToken, nowMs: number, wallNowMs: number): TokenLife {
  const expiresAtMs = nowMs + leftMs(token, wallNowMs)
  const bornAtMs = token.iatMs === undefined ? nowMs : expiresAtMs - (token.ttlMs ?? 0)
  return {
    // A dead token without `iat` had a life of its own, too: at least a millisecond.
    issuedAtMs: Math.min(nowMs, bornAtMs, expiresAtMs - 1),
    expiresAtMs,
    ...(token.expMs !== undefined && { claimedExpMs: token.expMs }),
  }
}
