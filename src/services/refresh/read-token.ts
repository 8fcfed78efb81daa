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
  if (typeof given === 'string') {
    checkValue(given)
    return { value: given, ...readJwtTimes(given) }
  }
  const { value, expiresAtMs, expiresInSeconds } = given as {
    [Key in 'value' | 'expiresAtMs' | 'expiresInSeconds']: unknown
  }
  checkValue(value)
  if (expiresAtMs !== undefined) return { value, expMs: toMs('expiresAtMs', expiresAtMs, 1) }
  if ('expiresInSeconds' in given) return { value, ttlMs: toMs('expiresInSeconds', expiresInSeconds, 1000) }
  throw new HalflifeError(
    'ERR_LIFETIME_UNKNOWN',
    'The life of the token is unknown: give expiresInSeconds or expiresAtMs.',
  )
}

/** Fit for an HTTP header: visible ASCII, and not without end. */
function checkValue(value: unknown): asserts value is string {
  const text = typeof value === 'string' ? value : ''
  if (text.length > tokenLimit) {
    throw new HalflifeError(
      'ERR_TOKEN_TOO_LARGE',
      `The token has ${text.length} characters; at most ${tokenLimit} are read.`,
    )
  }
  if (!/^[!-~]+$/.test(text)) {
    throw new HalflifeError(
      'ERR_TOKEN_MALFORMED',
      'The token is not a string of visible ASCII characters without white space.',
    )
  }
}
