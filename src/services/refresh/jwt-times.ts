import { HalflifeError } from '../../errors.ts'
import { show, toMs } from './lifetime.ts'

/** 10^11 seconds are the year 5138, 10^11 milliseconds 1973. */
const looksLikeMsFrom = 1e11

/**
 * The times in a JWT's claims (RFC 7519, `exp` and `iat`), decoded only: nothing is verified or trusted.
 *
 * @throws HalflifeError `ERR_LIFETIME_UNKNOWN` (not a JWT, or one without `exp`), `ERR_TOKEN_MALFORMED`, `ERR_LIFETIME`
 */
export function readJwtTimes(jwt: string): { expMs: number; iatMs?: number; ttlMs?: number } {
  const parts = jwt.split('.')
  if (parts.length === 1) {
    throw new HalflifeError(
      'ERR_LIFETIME_UNKNOWN',
      'The token is not a JWT, so its life cannot be read from it: give { value, expiresInSeconds }.',
    )
  }
  const [header, claims] = parts.map((part, index) => (index < 2 ? decode(part) : part))
  if (parts.length !== 3 || !/^[\w-]+$/.test(parts[2] ?? '') || !isObject(header) || !isObject(claims)) {
    throw new HalflifeError(
      'ERR_TOKEN_MALFORMED',
      'The token looks like a JWT but is not well formed. If it is an opaque one, give { value, expiresInSeconds }.',
    )
  }
  const { exp, iat } = claims
  if (exp === undefined) {
    throw new HalflifeError(
      'ERR_LIFETIME_UNKNOWN',
      'The token is a JWT without `exp`, so its life is unknown: give { value, expiresInSeconds }.',
    )
  }
  const expMs = secondsToMs('exp', exp)
  if (iat === undefined) return { expMs }
  const iatMs = secondsToMs('iat', iat)
  return { expMs, iatMs, ttlMs: toMs('The life of the token, exp - iat,', (expMs - iatMs) / 1000, 1000) }
}

function secondsToMs(name: string, value: unknown): number {
  if (typeof value === 'number' && value > looksLikeMsFrom) {
    throw new HalflifeError(
      'ERR_LIFETIME',
      `${name} is ${value}, which looks like milliseconds; a JWT has seconds.`,
    )
  }
  if (typeof value === 'number' && Number.isFinite(value)) return Math.round(value * 1000)
  throw new HalflifeError('ERR_LIFETIME', `${name} is ${show(value)}; a JWT has a number of seconds there.`)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a part of a JWT says; undefined if that cannot be read. */
function decode(part: string): unknown {
  try {
    if (!/^[\w-]+$/.test(part)) return undefined
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (c) =>
      c.charCodeAt(0),
    )
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
