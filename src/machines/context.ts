import type { Overlap, Stage, TokenLife } from './token-life.ts'

/** What a token machine starts with. */
export interface TokenInput {
  readonly token: TokenLife
  /** When the session begins, ms since the epoch on the session's time. */
  readonly atMs: number
  /** May a refresh point start an attempt while another is in flight? Default `'allow'`. */
  readonly overlap?: Overlap
}

/** What a token machine remembers: plain data, no secret, the same after JSON. */
export interface TokenContext {
  /** When the last event that changed anything happened. Time goes on from here after a restart. */
  readonly atMs: number
  readonly overlap: Overlap

  /** 0 is the first token of a session. */
  readonly generation: number
  readonly issuedAtMs: number
  readonly expiresAtMs: number
  readonly jitterMs: number
  readonly claimedExpMs: number | null
  /** How many of this generation's points are handled: half, three quarters, expiry. */
  readonly pointsHandled: 0 | 1 | 2 | 3
  /** The platform has rejected this generation; `token.rejected` was said of it. */
  readonly isRejected: boolean
  /** This generation is of no more use; `token.expired` was said of it. */
  readonly hasExpired: boolean

  /** The number of the newest attempt; 0 before the first. */
  readonly lastAttempt: number
  /** Attempts up to this one can bring nothing any more: a newer token is in use. */
  readonly supersededAttempt: number
  /** The stage of the attempt in flight, which is the newest one; null while there is none. */
  readonly inFlight: Stage | null
  /** When to try again after a failure; null: not before the next point. */
  readonly retryAtMs: number | null
  /** A rejection before this time waits until then. */
  readonly quietUntilMs: number | null
  /** Attempts failed since the last adoption. */
  readonly failures: number
  /** Generations rejected, one after the other. */
  readonly rejectedInARow: number

  readonly isInConference: boolean
}

/** All of the context that a new token replaces. */
export const lifeOf = ({ issuedAtMs, expiresAtMs, jitterMs = 0, claimedExpMs }: TokenLife) => ({
  issuedAtMs,
  expiresAtMs,
  jitterMs,
  claimedExpMs: claimedExpMs ?? null,
  pointsHandled: 0 as const,
  isRejected: false,
  hasExpired: false,
})

export const initialContext = ({ token, atMs, overlap = 'allow' }: TokenInput): TokenContext => ({
  atMs,
  overlap,
  generation: 0,
  ...lifeOf(token),
  lastAttempt: 0,
  supersededAttempt: 0,
  inFlight: null,
  retryAtMs: null,
  quietUntilMs: null,
  failures: 0,
  rejectedInARow: 0,
  isInConference: false,
})
