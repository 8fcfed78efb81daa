import { HalflifeError } from '../../errors.ts'
import { type GivenToken, tokenLimit } from './given-token.ts'
import { readJwtTimes } from './jwt-times.ts'
import { toMs } from './lifetime.ts'

/** A token taken apart: the secret, and what is claimed of its life. Nothing here was verified. */
export interface ReadToken {
  readonly value: string
  /** The end, by the clock of whoever issued it. */
  readonly expMs?: number
  /** The beginning, by the same clock. */
  readonly iatMs?: number
  /** How long it lives; unknown for a JWT without `iat`. */
  readonly ttlMs?: number
}

/**
 * Reads a token's claims about its own life.
 *
 * @throws HalflifeError `ERR_TOKEN_TOO_LARGE`, `ERR_TOKEN_MALFORMED`, `ERR_LIFETIME_UNKNOWN`, `ERR_LIFETIME`
 */
export function readToken(given: GivenToken): ReadToken {
  if (typeof given === 'string') return { value: checkValue(given), ...readJwtTimes(given) }
  const value = checkValue(given.value)
  if ('expiresAtMs' in given) return { value, expMs: toMs('expiresAtMs', given.expiresAtMs, 1) }
  if ('expiresInSeconds' in given)
    return { value, ttlMs: toMs('expiresInSeconds', given.expiresInSeconds, 1000) }
  throw new HalflifeError(
    'ERR_LIFETIME_UNKNOWN',
    'The life of this token cannot be known: give { value, expiresInSeconds } or { value, expiresAtMs }.',
  )
}

/** Fit for an HTTP header: visible ASCII, and not without end. */
function checkValue(value: unknown): string {
  if (typeof value === 'string' && value.length > tokenLimit) {
    throw new HalflifeError(
      'ERR_TOKEN_TOO_LARGE',
      `The token has ${value.length} characters; the limit is ${tokenLimit}.`,
    )
  }
  if (typeof value === 'string' && /^[!-~]+$/.test(value)) return value
  throw new HalflifeError(
    'ERR_TOKEN_MALFORMED',
    typeof value === 'string'
      ? 'The token is empty, or holds white space or other characters that no token has. Trim it.'
      : 'The token is not a string.',
  )
}
