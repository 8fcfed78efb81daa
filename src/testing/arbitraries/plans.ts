import type { Arbitrary } from 'fast-check'
import type { Overlap, Policy } from '../../machines/token-life.ts'
import type { Intent, Plan } from '../plans/plan.ts'
import type { FastCheck } from './fast-check.ts'
import { moments } from './moments.ts'
import { type SayingOptions, sayings } from './sayings.ts'
import { tokenLives } from './token-lives.ts'

/** What plans may be asked to be. */
export interface PlanOptions extends SayingOptions {
  /** Default: either. */
  readonly policy?: Policy
  /** Default: either. */
  readonly overlap?: Overlap
  /** The most things that happen. Default 40. */
  readonly maxLength?: number
  /** When the sessions open, ms since the epoch. Default 1 800 000 000 000. */
  readonly startMs?: number
}

/**
 * Plans of what may happen to a session. They are independent of what it makes of them, so they shrink well;
 * `play` turns one into a legal history.
 */
export function plans(fc: FastCheck, options: PlanOptions = {}): Arbitrary<Plan> {
  const { maxLength = 40, startMs: atMs = 1_800_000_000_000 } = options
  const policy = options.policy ? fc.constant(options.policy) : fc.constantFrom<Policy>('stay', 'kick')
  const overlap = options.overlap ? fc.constant(options.overlap) : fc.constantFrom<Overlap>('allow', 'join')
  const input = fc.record(
    { token: tokenLives(fc, atMs, options), atMs: fc.constant(atMs), overlap },
    { requiredKeys: options.overlap ? ['token', 'atMs', 'overlap'] : ['token', 'atMs'] },
  )
  const intent: Arbitrary<Intent> = fc.record({
    at: moments(fc),
    isAwake: fc.boolean(),
    what: sayings(fc, options),
  })
  // Without `size`, fast-check would make most of them very short.
  const intents = fc.array(intent, { maxLength, size: 'max' })
  return fc.record({ policy, input, intents })
}
