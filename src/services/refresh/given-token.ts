/**
 * A token as an app gives it: a JWT, whose times are read from its claims, or an opaque one with its life told.
 */
export type GivenToken = string | OpaqueToken

/** A token that does not say when it ends. Give one of the two. */
export type OpaqueToken =
  | {
      readonly value: string /** From now, in seconds, as OAuth's `expires_in`. */
      readonly expiresInSeconds: number
    }
  | { readonly value: string /** By the wall clock, ms since the epoch. */; readonly expiresAtMs: number }

/** The longest token that is looked at, in characters. */
export const tokenLimit = 64 * 1024
