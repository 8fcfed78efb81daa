import type { UselessToken } from './useless-tokens.ts'

/** A token with a life: a JWT with or without `iat`, or an opaque one that comes with `expires_in`. */
export interface LifeRecipe {
  readonly form: 'jwt' | 'jwt-without-iat' | 'opaque'
  readonly ttlMs: number
  /** How old it is when it is handed out, ms; its TTL or more: it is dead. Default 0. Opaque ones are always new. */
  readonly ageMs?: number
  /** By how much the clock that dated it is ahead of the issuer's own, ms; negative: behind. Default 0. */
  readonly skewMs?: number
}

/** What no keeper can use, by name. */
export interface UselessRecipe {
  readonly form: 'useless'
  readonly like: UselessToken
}

/** How a token is made. Plain data, so that it prints and shrinks; a `Mint` makes the string. */
export type TokenRecipe = LifeRecipe | UselessRecipe
