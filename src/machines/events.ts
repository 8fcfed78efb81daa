import type { FailureReason } from './failure-reasons.ts'
import type { TokenLife } from './token-life.ts'

export type { FailureReason } from './failure-reasons.ts'

/** All that is kept of an error the refresh callback threw. Its message might hold a token. */
export interface CallbackError {
  readonly name?: string
  readonly code?: string | number
  readonly status?: number
}

interface At<Type extends string> {
  readonly type: Type
  /** When it happened, ms since the epoch on the session's time. Never decreases within a stream. */
  readonly atMs: number
}

/** The time has come for something, or somebody noticed that it had. */
export type DeadlineReached = At<'deadline.reached'>

/** The callback of an attempt gave a token. */
export interface RefreshSucceeded extends At<'refresh.succeeded'> {
  readonly attempt: number
  readonly token: TokenLife
  /** Should the platform reject this token too, no attempt before this time. */
  readonly quietUntilMs?: number
  /** Should the token turn out dead: when to try again. */
  readonly retryAtMs?: number
}

/** The attempt brought nothing of use. */
export interface RefreshFailed extends At<'refresh.failed'> {
  readonly attempt: number
  readonly reason: FailureReason
  /** When to try again; absent: not before the next point. */
  readonly retryAtMs?: number
  readonly error?: CallbackError
}

/** The app wants a new token now. */
export type RefreshDemanded = At<'refresh.demanded'>

/** The app has a token from elsewhere. */
export interface TokenSupplied extends At<'token.supplied'> {
  readonly token: TokenLife
}

/** The platform rejected an API call made with this generation of the token. */
export interface ApiRejected extends At<'api.rejected'> {
  readonly generation: number
}

export type ConferenceJoined = At<'conference.joined'>
export type ConferenceLeft = At<'conference.left'>

/** The platform put the participant out of the conference. */
export type ConferenceEjected = At<'conference.ejected'>

/** The host was restarted: attempts up to this one will never be answered. */
export interface SessionResumed extends At<'session.resumed'> {
  readonly attempt: number
}

/** What the machine is told, in the past tense: what the world did. */
export type TokenEvent =
  | DeadlineReached
  | RefreshSucceeded
  | RefreshFailed
  | RefreshDemanded
  | TokenSupplied
  | ApiRejected
  | ConferenceJoined
  | ConferenceLeft
  | ConferenceEjected
  | SessionResumed
