import { HalflifeError } from '../../errors.ts'
import { type GivenToken, tokenLimit } from './given-token.ts'
import { readJwtTimes } from './jwt-times.ts'
import { lifetimeUnknown, toMs } from './lifetime.ts'

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
  if (typeof given === 'string') return { value: checked(given), ...readJwtTimes(given) }
  const { value, expiresAtMs, expiresInSeconds } = Object(given) as Record<string, unknown>
  const secret = checked(value)
  if (expiresAtMs !== undefined) return { value: secret, expMs: toMs('expiresAtMs', expiresAtMs, 1) }
  if (expiresInSeconds === undefined) throw lifetimeUnknown('has no life told')
  return { value: secret, ttlMs: toMs('expiresInSeconds', expiresInSeconds, 1000) }
}

/** Fit for an HTTP header: visible ASCII, and not without end. */
function checked(value: unknown): string {
  const text = typeof value === 'string' ? value : ''
  if (text.length > tokenLimit) throw new HalflifeError('ERR_TOKEN_TOO_LARGE', 'The token has over 64 KiB.')
  if (/^[!-~]+$/.test(text)) return text
  throw new HalflifeError(
    'ERR_TOKEN_MALFORMED',
    'The token is not a string of visible characters without white space.',
  )
}
