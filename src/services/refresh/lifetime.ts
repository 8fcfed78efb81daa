import { HalflifeError } from '../../errors.ts'

/**
 * A span or a moment in milliseconds, at least one.
 *
 * @throws HalflifeError `ERR_LIFETIME` if it is not a positive, finite number
 */
export function toMs(name: string, value: unknown, msPerUnit: number): number {
  const ms = typeof value === 'number' ? Math.round(value * msPerUnit) : Number.NaN
  if (ms >= 1 && ms < Number.POSITIVE_INFINITY) return ms
  const unit = msPerUnit === 1 ? 'milliseconds' : 'seconds'
  throw new HalflifeError(
    'ERR_LIFETIME',
    `${name} is ${show(value)}; it must be a positive number of ${unit}.`,
  )
}

/** A wrong value, but not one so long that it might be a token in the wrong place. */
export const show = (value: unknown): string =>
  typeof value === 'string' && value.length > 15
    ? `a string of ${value.length} characters`
    : String(JSON.stringify(value) ?? value)
