import type { CallbackError, FailureReason } from '../../machines/events.ts'
import type { Opening } from '../traces/trace.ts'

/** A moment a life of tokens turns on, as a host sees it at that time. */
export type Mark = 'half' | 'three-quarter' | 'end' | 'retry' | 'quiet' | 'deadline'

/** When something is said: so much after the last thing, or close to a mark. Never before the last thing. */
export type Moment =
  | { readonly afterMs: number }
  /** So many hundredths of the token's TTL after the last thing. */
  | { readonly afterPercent: number }
  /** `offsetMs` from the mark: 0 at it, -1 just before, 1 just after. At once if there is no such mark. */
  | { readonly near: Mark; readonly offsetMs: number }

/** A token, as seen from the moment it arrives. Dead if its age is its TTL or more. */
export interface TokenPlan {
  readonly ttlMs: number
  /** How old it is when it arrives. */
  readonly ageMs: number
  readonly jitterMs?: number
}

/** Which attempt a result is of: so many before the newest one (0: the newest), or one nobody made. */
export type Which = { readonly back: number } | { readonly neverMade: number }

/** What somebody wants to tell the machine. Times are relative; absolute ones come when the plan is played. */
export type Saying =
  | { readonly say: 'nothing' }
  | { readonly say: 'deadline.reached' }
  | {
      readonly say: 'refresh.succeeded'
      readonly which: Which
      readonly token: TokenPlan
      readonly quietMs?: number
      readonly retryMs?: number
    }
  | {
      readonly say: 'refresh.failed'
      readonly which: Which
      readonly reason: FailureReason
      readonly retryMs?: number
      readonly error?: CallbackError
    }
  | { readonly say: 'refresh.demanded' }
  | { readonly say: 'token.supplied'; readonly token: TokenPlan }
  /** A rejection of the token so many generations back (0: the current one; negative: one that is not yet). */
  | { readonly say: 'api.rejected'; readonly back: number }
  | { readonly say: 'conference.joined' }
  | { readonly say: 'conference.left' }
  | { readonly say: 'conference.ejected' }
  /** A restart that lost all attempts but the last `survivors`. */
  | { readonly say: 'session.resumed'; readonly survivors: number }

/** One step of a plan. */
export interface Intent {
  readonly at: Moment
  /** The host notices each deadline in time; otherwise it slept, and notices late. */
  readonly isAwake: boolean
  readonly what: Saying
}

/**
 * What is to happen to a session, before it is known what it will make of it. Plain data, so that it can be
 * made at random and shrunk; `play` turns it into a legal history.
 */
export interface Plan extends Opening {
  readonly intents: readonly Intent[]
}
