import type { Fault } from '../faults.ts'
import type { Behaviour, Gift, Manner } from './script.ts'

const ofGift: { readonly [Give in Gift]?: Fault } = {
  same: 'same-token',
  expired: 'expired-token',
  short: 'short-token',
  long: 'long-token',
  malformed: 'malformed-token',
  'skewed-iat': 'skewed-iat',
  error: 'throws',
}

const ofManner: { readonly [How in Manner]?: Fault } = {
  never: 'never-answers',
  'settles-twice': 'settles-twice',
  'thenable-that-calls-twice': 'settles-twice',
  'thenable-that-throws-after': 'settles-twice',
  'thenable-whose-then-throws': 'throws',
}

/** Those that answer nothing: what they would have given makes no difference. */
const isMute: ReadonlySet<Manner> = new Set(['never', 'thenable-whose-then-throws'])
/** Those that take their time; the others answer at once. */
const isSlow: ReadonlySet<Manner> = new Set(['promises', 'settles-twice'])

/** The faults that strike when the callback behaves so. */
export function faultsOf({ give, manner, latencyMs, reenter }: Behaviour): readonly Fault[] {
  const faults = [
    isMute.has(manner) ? undefined : ofGift[give],
    ofManner[manner],
    latencyMs > 1000 && isSlow.has(manner) ? 'latency' : undefined,
    reenter && 're-enters',
  ] as const
  return faults.filter((fault) => fault !== undefined)
}
