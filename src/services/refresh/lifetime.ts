import { HalflifeError } from '../../errors.ts'

/**
 * A span or a moment in milliseconds, at least one.
 *
 * @param msPerUnit 1 or 1000: what the value is given in
 * @throws HalflifeError `ERR_LIFETIME` if it is not a positive, finite number
 */
export function toMs(name: string, value: unknown, msPerUnit: 1 | 1000): number {
  const ms = typeof value === 'number' ? Math.round(value * msPerUnit) : 0
  if (ms >= 1 && ms < Infinity) return ms
  throw wrongLifetime(
    `${name} is ${show(value)}; it must be a positive number of ${msPerUnit > 1 ? '' : 'milli'}seconds`,
  )
}

export const wrongLifetime = (what: string) => new HalflifeError('ERR_LIFETIME', `${what}.`)

export const lifetimeUnknown = (what: string) =>
  new HalflifeError('ERR_LIFETIME_UNKNOWN', `The token ${what}: give { value, expiresInSeconds }.`)

/** A wrong value; but nothing so long that it might be a token in the wrong place. */
export function show(value: unknown): string {
  const text = typeof value === 'string' ? `'${value}'` : String(value)
  return text.length > 17 ? `a ${typeof value}` : text
}
