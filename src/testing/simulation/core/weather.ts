import type { Chance } from '../chance.ts'
import { type Fault, faultsOf } from '../faults.ts'

/** What is wrong for a while, and how much goes on meanwhile. */
export interface Weather {
  /** The faults that may strike; none in the calm. */
  readonly faults: ReadonlySet<Fault>
  /** Those of them that the callback has. */
  readonly ofCallback: readonly Fault[]
  /** Those of them that come by themselves. */
  readonly ofWorld: readonly Fault[]
  /** No attempt brings a token. */
  readonly isOutage: boolean
  /** How long it is, ms. */
  readonly lengthMs: number
  /** How often, at most, an app does something or a fault of the world strikes, ms. */
  readonly gapMs: number
  /** How often faults may strike: an issuer of tokens that live for a millisecond would keep us for ever. */
  strikesLeft: number
}

const all = faultsOf('core').filter((fault) => fault !== 'none')

const callbackFaults: ReadonlySet<Fault> = new Set<Fault>([
  'latency',
  'never-answers',
  'throws',
  'settles-twice',
  're-enters',
  'same-token',
  'expired-token',
  'short-token',
  'long-token',
  'malformed-token',
  'skewed-iat',
  'clock-skew',
])

const worldFaults: ReadonlySet<Fault> = new Set<Fault>([
  'sleep',
  'frozen',
  'clock-set-back',
  'clock-set-forward',
  'delayed-401',
  'revocation',
  'crash',
  'upgrade',
])

/** A while in which one to four faults strike, some of them again and again. */
export function storm(chance: Chance, ttlMs: number): Weather {
  const faults = new Set<Fault>()
  for (let left = chance.between(1, 4); left > 0; left--) faults.add(chance.pick(all))
  return {
    faults,
    ofCallback: [...faults].filter((fault) => callbackFaults.has(fault)),
    ofWorld: [...faults].filter((fault) => worldFaults.has(fault)),
    isOutage: chance.oneIn(8),
    lengthMs: Math.max(120_000, Math.floor(ttlMs / 2) * chance.between(1, 6)),
    gapMs: Math.max(1, Math.floor(ttlMs / chance.between(2, 40))),
    strikesLeft: 40,
  }
}

/** A while in which nothing is wrong, and little happens. */
export function calm(chance: Chance, ttlMs: number): Weather {
  return {
    faults: new Set(),
    ofCallback: [],
    ofWorld: [],
    isOutage: false,
    lengthMs: Math.max(600_000, ttlMs * chance.between(20, 120)),
    gapMs: ttlMs * chance.between(4, 24),
    strikesLeft: 0,
  }
}
