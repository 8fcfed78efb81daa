import type { Overlap, Policy, Retry } from '../../../src/index.ts'
import type { Recipe } from './tokens.ts'

/** What the callback has to give. */
export type Answer =
  | { readonly give: 'token'; readonly recipe: Recipe }
  | { readonly give: 'token-in-use' | 'token-of-before' }
  | { readonly give: 'useless'; readonly index: number }
  | { readonly give: 'error'; readonly index: number }

/** How it gives that. */
export type Manner =
  | 'returns'
  | 'promises'
  | 'never'
  | 'thenable'
  | 'thenable-that-calls-twice'
  | 'thenable-that-throws-after'
  | 'thenable-whose-then-throws'
  | 'promise-that-settles-twice'

/** What it does to the session before it answers. */
export type Reentry =
  | 'nothing'
  | 'freshToken'
  | 'refreshNow'
  | 'token'
  | 'reportRejected'
  | 'supplyToken'
  | 'joinedConference'
  | 'leftConference'
  | 'ejectedFromConference'
  | 'close'

/** One call of the callback. */
export interface Behaviour {
  readonly answer: Answer
  readonly manner: Manner
  readonly latencyMs: number
  readonly reentry: Reentry
  /** Gives up when its signal aborts. */
  readonly obeys: boolean
}

/** What happens to a session from outside. */
export type Step =
  | { readonly time: 'advance' | 'sleep' | 'set-back' | 'set-forward'; readonly ms: number }
  | { readonly time: 'throttle'; readonly ms: number }
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
  readonly first: Recipe | null
  /** By how much the local clock is ahead of the issuer's, ms. */
  readonly aheadMs: number
  /** Of the first call, the second, ...; then from the beginning again. */
  readonly behaviours: readonly [Behaviour, ...Behaviour[]]
  readonly steps: readonly Step[]
}
