import type { GivenToken } from '../../../services/refresh/given-token.ts'
import type { LifeRecipe, TokenRecipe } from './recipe.ts'
import { unsignedJwt } from './unsigned-jwt.ts'
import { uselessTokens } from './useless-tokens.ts'

/**
 * Makes tokens by recipe: each another string, the same ones in every run. It remembers them all, so that one can
 * look for them where they must not be. Nobody signed them.
 *
 * @example
 * const mint = new Mint(() => clock.now())
 * mint.make({ form: 'jwt', ttlMs: 60_000 }) // 'eyJhbGciOiJub25lIn0.eyJ…'
 */
export class Mint {
  /** Every string it made, in order, but for those too long or too short to be looked for. */
  readonly strings: string[] = []
  readonly #issuerNowMs: () => number
  #count = 0

  /** @param issuerNowMs the issuer's own clock, which nobody sets: ms since the epoch */
  constructor(issuerNowMs: () => number) {
    this.#issuerNowMs = issuerNowMs
  }

  /** @returns a token as halflife takes it; of a useless recipe, whatever that is */
  make(recipe: LifeRecipe): GivenToken
  make(recipe: TokenRecipe): unknown
  make(recipe: TokenRecipe): unknown {
    const serial = `canary${String(++this.#count).padStart(6, '0')}`
    const nowMs = this.#issuerNowMs()
    const made =
      recipe.form === 'useless' ? uselessTokens[recipe.like].make(serial, nowMs) : live(recipe, serial, nowMs)
    this.#note(made)
    return made
  }

  #note(made: unknown): void {
    const value = typeof made === 'string' ? made : (Object(made) as { value?: unknown }).value
    if (typeof value === 'string' && value.length >= 16 && value.length < 2000) this.strings.push(value)
  }
}

function live({ form, ttlMs, ageMs = 0, skewMs = 0 }: LifeRecipe, serial: string, nowMs: number): GivenToken {
  if (form === 'opaque') return { value: `${serial}.secret${serial}`, expiresInSeconds: ttlMs / 1000 }
  const iat = (nowMs - ageMs + skewMs) / 1000
  const times = form === 'jwt' ? { iat, exp: iat + ttlMs / 1000 } : { exp: iat + ttlMs / 1000 }
  return unsignedJwt(JSON.stringify({ sub: serial, ...times }), serial)
}
