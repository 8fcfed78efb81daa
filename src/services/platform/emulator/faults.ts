import { HalflifeError } from '../../../errors.ts'

/** What is wrong with the platform, on purpose. */
export interface PlatformFaults {
  /** Every connection is broken, without an answer. Default `false`. */
  readonly outage: boolean
  /** Every answer is this much later, in milliseconds, up to a minute. Default 0. */
  readonly latencyMs: number
  /** Every answer has this status, 400 to 599, and nothing is done. Default `null`: none. */
  readonly errorStatus: number | null
  /** Which endpoints `errorStatus` is for: the three of tokens, or all. Default `'all'`. */
  readonly errorOn: 'tokens' | 'all'
  /** The `Retry-After` of answers with `errorStatus`, in whole seconds, up to a day. Default `null`: none. */
  readonly retryAfterSeconds: number | null
  /** The platform's clock is ahead of ours by this much, or behind it, in milliseconds. Default 0. */
  readonly clockSkewMs: number
}

/** A platform without faults. */
export const faultless: PlatformFaults = {
  outage: false,
  latencyMs: 0,
  errorStatus: null,
  errorOn: 'all',
  retryAfterSeconds: null,
  clockSkewMs: 0,
}

const dayMs = 86_400_000

const rules: { [F in keyof PlatformFaults]: [holds: (value: unknown) => boolean, rule: string] } = {
  outage: [(value) => typeof value === 'boolean', 'true or false'],
  latencyMs: [(value) => isWithin(value, 0, 60_000), 'milliseconds, 0 to 60 000'],
  errorStatus: [
    (value) => value === null || (Number.isInteger(value) && isWithin(value, 400, 599)),
    'an HTTP status, 400 to 599, or null',
  ],
  errorOn: [(value) => value === 'tokens' || value === 'all', "'tokens' or 'all'"],
  retryAfterSeconds: [
    (value) => value === null || (Number.isInteger(value) && isWithin(value, 0, dayMs / 1_000)),
    'whole seconds, 0 to 86 400, or null',
  ],
  clockSkewMs: [
    (value) => isWithin(value, -3_650 * dayMs, 3_650 * dayMs),
    'milliseconds, at most ten years either way',
  ],
}

function isWithin(value: unknown, min: number, max: number): boolean {
  return typeof value === 'number' && value >= min && value <= max
}

/**
 * The faults after a change of some of them. `undefined` means: as it was.
 *
 * @throws HalflifeError `ERR_OPTION` for an unknown fault, or a value that it cannot have
 */
export function changeFaults(faults: PlatformFaults, changes: Partial<PlatformFaults>): PlatformFaults {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined)
  for (const [name, value] of given) {
    if (!Object.hasOwn(rules, name)) {
      throw new HalflifeError('ERR_OPTION', `Unknown fault. There are: ${Object.keys(rules).join(', ')}.`)
    }
    const [holds, rule] = rules[name as keyof PlatformFaults]
    if (!holds(value)) throw new HalflifeError('ERR_OPTION', `${name} must be ${rule}.`)
  }
  return { ...faults, ...Object.fromEntries(given) }
}
