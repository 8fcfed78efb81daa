import type { Overlap, Policy, Retry } from '../../../src/index.ts'
import type { Answer, Behaviours, ClockStep, LifeRecipe } from '../../../src/testing/index.ts'

/** What happens to a session from outside. */
export type Step =
  | ClockStep
  | { readonly app: 'freshToken' | 'refreshNow' | 'token' | 'close' }
  | { readonly app: 'joinedConference' | 'leftConference' | 'ejectedFromConference' }
  | { readonly app: 'reportRejected'; readonly which: 'in-use' | 'of-before' | 'unknown' }
  | { readonly app: 'supplyToken'; readonly answer: Answer }

/** A session, its misbehaving callback, and what happens to both: all of a run but its outcome. */
export interface Script {
  readonly policy: Policy
  readonly retry: Retry
  readonly overlap: Overlap
  readonly jitter: number
  readonly refreshTimeoutMs: number
  /** The first token; `null`: none yet. */
  readonly first: LifeRecipe | null
  /** By how much the local clock is ahead of the issuer's, ms. */
  readonly aheadMs: number
  readonly behaviours: Behaviours
  readonly steps: readonly Step[]
}
