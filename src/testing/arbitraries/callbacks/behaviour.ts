import type { TokenRecipe } from '../tokens/recipe.ts'
import type { ThrownError } from './thrown-errors.ts'

/** What the callback has to give. */
export type Answer =
  | { readonly give: 'token'; readonly recipe: TokenRecipe }
  | { readonly give: 'token-in-use' | 'token-of-before' }
  | { readonly give: 'error'; readonly error: ThrownError }

/** How it gives that. */
export type Manner =
  | 'returns'
  | 'promises'
  | 'never'
  | 'promise-that-settles-twice'
  | 'thenable'
  | 'thenable-that-calls-twice'
  | 'thenable-that-throws-after'
  | 'thenable-whose-then-throws'

/** What it does to a session before it answers: the methods of `Session`, by name. */
export type Reentry =
  | 'freshToken'
  | 'refreshNow'
  | 'token'
  | 'reportRejected'
  | 'supplyToken'
  | 'joinedConference'
  | 'leftConference'
  | 'ejectedFromConference'
  | 'close'

/** What a refresh callback does when it is called, once. Plain data; `callbackFrom` makes a callback of it. */
export interface Behaviour<Call extends string = Reentry> {
  readonly answer: Answer
  readonly manner: Manner
  /** How long a promise or a thenable takes, ms. */
  readonly latencyMs: number
  /** What it calls its keeper with before it answers. */
  readonly reenters: Call | 'nothing'
  /** Whether a promise is given up when the signal it was handed aborts. */
  readonly signal: 'obeys' | 'ignores'
}

/** Of the first call, the second, ...; then from the beginning again. */
export type Behaviours<Call extends string = Reentry> = readonly [Behaviour<Call>, ...Behaviour<Call>[]]
