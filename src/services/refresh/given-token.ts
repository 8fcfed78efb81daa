/**
 * A token as an app gives it: a JWT, whose times are read from its claims, or an opaque one with its life told.
 */
export type GivenToken = string | OpaqueToken

/** A token that does not say when it ends: the app does, in one of two ways. */
export type OpaqueToken = LivesFor | EndsAt

interface LivesFor {
  readonly value: string
  /** How long it lives from now, in seconds, as OAuth's `expires_in`. */
  readonly expiresInSeconds: number
}

interface EndsAt {
  readonly value: string
  /** When it ends by the wall clock, ms since the epoch. */
  readonly expiresAtMs: number
}

/** The longest token that is looked at, in characters. */
export const tokenLimit = 64 * 1024
