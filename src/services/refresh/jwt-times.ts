import { HalflifeError } from '../../errors.ts'
import { show, toMs, wrongLifetime } from './lifetime.ts'

/** 10^11 seconds are the year 5138, 10^11 milliseconds 1973. */
const looksLikeMsFrom = 1e11

/** What to do about a token whose life cannot be read. */
const orTell = 'or tell its life: { value, expiresInSeconds }'

/**
 * The times in a JWT's claims (RFC 7519, `exp` and `iat`), decoded only: nothing is verified or trusted.
 *
 * @throws HalflifeError `ERR_LIFETIME_UNKNOWN` (not a JWT, or one without `exp`), `ERR_TOKEN_MALFORMED`, `ERR_LIFETIME`
 */
export function readJwtTimes(jwt: string): { expMs: number; iatMs?: number; ttlMs?: number } {
  const parts = jwt.split('.')
  if (parts.length === 1)
    throw new HalflifeError('ERR_LIFETIME_UNKNOWN', `The token is not a JWT: give one, ${orTell}.`)
  const [header, claims] = parts.map(decode)
  if (parts.length !== 3 || !header || !claims || !/^[\w-]+$/.test(parts[2] ?? '')) {
    throw new HalflifeError('ERR_TOKEN_MALFORMED', `The token is not a well-formed JWT: give one, ${orTell}.`)
  }
  if (claims['exp'] === undefined) {
    throw new HalflifeError(
      'ERR_LIFETIME_UNKNOWN',
      `The token is a JWT without exp: give one with it, ${orTell}.`,
    )
  }
  const expMs = secondsToMs('exp', claims['exp'])
  if (claims['iat'] === undefined) return { expMs }
  const iatMs = secondsToMs('iat', claims['iat'])
  return { expMs, iatMs, ttlMs: toMs('exp - iat', (expMs - iatMs) / 1000, 1000) }
}

function secondsToMs(name: string, value: unknown): number {
  if (!Number.isFinite(value))
    throw wrongLifetime(`${name} is ${show(value)}; a JWT has a number of seconds there`)
  const seconds = value as number
  if (seconds > looksLikeMsFrom)
    throw wrongLifetime(`${name} is ${seconds}, which looks like milliseconds; a JWT has seconds`)
  return Math.round(seconds * 1000)
}

/** The object in a part of a JWT; undefined if there is none. */
function decode(part: string): Record<string, unknown> | undefined {
  try {
    const binary = /^[\w-]+$/.test(part) ? atob(part.replaceAll('-', '+').replaceAll('_', '/')) : ''
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0))
    const json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return typeof json === 'object' && !Array.isArray(json) ? (json ?? undefined) : undefined
  } catch {
    return undefined
  }
}
