import type { TokenEvent } from '../../../machines/events.ts'
import type { TokenFact } from '../../../machines/facts.ts'
import type { Overlap, Policy, Stage, TokenLife } from '../../../machines/token-life.ts'

export type { TokenEvent, TokenFact, TokenLife }

export type FactOf<Type extends TokenFact['type']> = Extract<TokenFact, { type: Type }>

/** All that the model remembers. */
export interface ModelState {
  readonly policy: Policy
  readonly overlap: Overlap
  readonly phase: 'valid' | 'refreshing-half' | 'refreshing-three-quarter' | 'expired' | 'kicked'
  /** The attempt in flight; `null`: idle. */
  readonly requesting: { readonly attempt: number; readonly stage: Stage } | null
  readonly token: TokenLife
  readonly generation: number
  /** Points handled: 0 none, 1 half, 2 three quarters, 3 the end. */
  readonly handled: number
  readonly rejected: boolean
  /** Attempts made so far. */
  readonly attempts: number
  /** Attempts up to this one are superseded. */
  readonly superseded: number
  readonly inConference: boolean
  readonly retryAtMs: number | null
  readonly quietUntilMs: number | null
  /** Failures since the last adoption. */
  readonly failures: number
  /** How many generations in a row the platform has rejected. */
  readonly rejectedInARow: number
}
