/**
 * What is known of a token, without the token: when its life began and ends.
 * All times are milliseconds since the epoch, on the session's own time.
 */
export interface TokenLife {
  readonly issuedAtMs: number
  /** The token is expired from this moment on. Not before `issuedAtMs`; equal to it only for "no token yet". */
  readonly expiresAtMs: number
  /** Moves half and three quarters later, never past the end. Default 0. */
  readonly jitterMs?: number
  /** The end as the token itself claims it (a JWT's `exp`): recognizes the same token after a restart. */
  readonly claimedExpMs?: number
}

/** Why an attempt is made. */
export type Stage = 'half' | 'three-quarter' | 'expiry' | 'rejection' | 'retry' | 'demand'

/** What expiry means: the participant stays in the conference, or is kicked out of it. */
export type Policy = 'stay' | 'kick'

/** Whether a refresh point may start an attempt while another is in flight, or joins that one. */
export type Overlap = 'allow' | 'join'
