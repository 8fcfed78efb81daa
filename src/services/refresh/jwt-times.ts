import { HalflifeError } from '../../errors.ts'
import { lifetimeUnknown, show, toMs, wrongLifetime } from './lifetime.ts'

/** 10^11 seconds are the year 5138, 10^11 milliseconds 1973. */
const looksLikeMsFrom = 1e11

/**
 * The times in a JWT's claims (RFC 7519, `exp` and `iat`), decoded only: nothing is verified or trusted.
 *
 * @throws HalflifeError `ERR_LIFETIME_UNKNOWN` (not a JWT, or one without `exp`), `ERR_TOKEN_MALFORMED`, `ERR_LIFETIME`
 */
export function readJwtTimes(jwt: string): { expMs: number; iatMs?: number; ttlMs?: number } {
  const parts = jwt.split('.')
  if (parts.length === 1) throw lifetimeUnknown('is not a JWT')
  const [header, claims] = parts.map(decode)
  if (parts.length !== 3 || !header || !claims || !parts[2]) {
    throw new HalflifeError('ERR_TOKEN_MALFORMED', 'The token is not a well-formed JWT.')
  }
  const { exp, iat } = claims
  if (exp === undefined) throw lifetimeUnknown('is a JWT without exp')
  const expMs = secondsToMs('exp', exp)
  if (iat === undefined) return { expMs }
  const iatMs = secondsToMs('iat', iat)
  return { expMs, iatMs, ttlMs: toMs('exp - iat', (expMs - iatMs) / 1000, 1000) }
}

function secondsToMs(name: string, value: unknown): number {
  const seconds = typeof value === 'number' ? value : Number.NaN
  if (seconds < looksLikeMsFrom) return Math.round(seconds * 1000)
  throw wrongLifetime(
    `${name} is ${show(value)}, which ${seconds ? 'looks like milliseconds' : 'is no number'}; a JWT has seconds`,
  )
}

/** The object in a part of a JWT; undefined if there is none. Its times are ASCII: no need to decode UTF-8. */
function decode(part: string): Record<string, unknown> | undefined {
  try {
    const json = JSON.parse(atob(part.replace(/-/g, '+').replace(/_/g, '/')))
    return typeof json === 'object' && !Array.isArray(json) ? json : undefined
  } catch {
    return undefined
  }
}
