import type { Stage } from './token-life.ts'

interface Fact<Type extends string> {
  readonly type: Type
  /** The time of the event that caused it. */
  readonly atMs: number
}

/** The platform has rejected this generation. Once a generation. */
export interface TokenRejected extends Fact<'token.rejected'> {
  readonly generation: number
}

/** The token is of no more use: its end has come, or (stay) the platform rejected it. Once a generation. */
export interface TokenExpired extends Fact<'token.expired'> {
  readonly generation: number
}

/** A token came that is not taken: a newer one is in use, it is dead itself, or nobody asked for it. */
export interface RefreshIgnored extends Fact<'refresh.ignored'> {
  readonly attempt: number
  readonly why: 'superseded' | 'expired' | 'unknown'
}

/** The participant is out of the conference, and this session has ended. */
export interface ParticipantKicked extends Fact<'participant.kicked'> {
  readonly generation: number
}

/** A new token is in use from now on. */
export interface TokenAdopted extends Fact<'token.adopted'> {
  readonly generation: number
  readonly issuedAtMs: number
  readonly expiresAtMs: number
  /** The attempt that brought it; absent if the app supplied it. */
  readonly attempt?: number
}

/** The host is to call the refresh callback. */
export interface RefreshRequested extends Fact<'refresh.requested'> {
  readonly attempt: number
  readonly stage: Stage
  /** What the callback is told: the token's end has come, or the platform rejected it. */
  readonly isExpired: boolean
}

/** What the machine decided: all that a host must know or do, in this order where one event causes several. */
export type TokenFact =
  | TokenRejected
  | TokenExpired
  | RefreshIgnored
  | ParticipantKicked
  | TokenAdopted
  | RefreshRequested
