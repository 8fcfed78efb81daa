import type { TokenLife } from './token-life.ts'

/** The three moments at which a token is to be refreshed. */
export interface RefreshPoints {
  readonly halfAtMs: number
  readonly threeQuarterAtMs: number
  readonly expiresAtMs: number
}

/**
 * The one place that decides the boundary: a moment is reached *at* its millisecond, not after it.
 * A token is expired when `now >= expiresAtMs`.
 */
export const isReached = (momentMs: number, nowMs: number): boolean => nowMs >= momentMs

/** The part of a token's life that its points follow from. */
type Span = Pick<TokenLife, 'issuedAtMs' | 'expiresAtMs' | 'jitterMs'>

/**
 * One half, three quarters and the end of a token's life. Fractions of a millisecond are rounded up, so
 * that no point comes early; jitter moves the first two later, never past the end.
 *
 * @example refreshPoints({ issuedAtMs: 0, expiresAtMs: 60_000 }) // 30 000, 45 000, 60 000
 */
export function refreshPoints({ issuedAtMs, expiresAtMs, jitterMs = 0 }: Span): RefreshPoints {
  const ttlMs = expiresAtMs - issuedAtMs
  const later = (sinceIssueMs: number) => Math.min(issuedAtMs + sinceIssueMs + jitterMs, expiresAtMs)
  return {
    halfAtMs: later(Math.ceil(ttlMs / 2)),
    threeQuarterAtMs: later(Math.ceil((ttlMs * 3) / 4)),
    expiresAtMs,
  }
}

/** How many of a token's points lie behind: 0 none, 1 half, 2 three quarters, 3 the end. */
export function pointsReached(life: Span, nowMs: number): 0 | 1 | 2 | 3 {
  const { halfAtMs, threeQuarterAtMs, expiresAtMs } = refreshPoints(life)
  if (isReached(expiresAtMs, nowMs)) return 3
  if (isReached(threeQuarterAtMs, nowMs)) return 2
  return isReached(halfAtMs, nowMs) ? 1 : 0
}
