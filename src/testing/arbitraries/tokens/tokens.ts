import type { Arbitrary } from 'fast-check'
import type { FastCheck } from '../fast-check.ts'
import type { LifeRecipe, TokenRecipe, UselessRecipe } from './recipe.ts'
import { type UselessToken, uselessTokens } from './useless-tokens.ts'

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs

/** What an issuer may be asked to hand out. */
export interface TokensOptions {
  /** Default: any of the three. */
  readonly form?: LifeRecipe['form'] | undefined
  /** How often one comes that is of no use: one in so many; 0: never. Default 3. */
  readonly uselessOneIn?: number
  /** Whether some are dated by a clock that is wrong. Default `'never'`. */
  readonly skewed?: 'never' | 'sometimes'
}

const names = Object.keys(uselessTokens) as UselessToken[]

/**
 * Whatever an issuer may hand out, as recipes for a `Mint`: tokens that live minutes, milliseconds or weeks, new,
 * aged and dead, JWTs and opaque ones, dated right or wrong; and what no keeper can use. Shrinks towards a new JWT
 * of four seconds.
 *
 * @example fc.assert(fc.property(tokens(fc), (recipe) => survives(mint.make(recipe))))
 */
export function tokens(fc: FastCheck, options: TokensOptions = {}): Arbitrary<TokenRecipe> {
  const { uselessOneIn = 3 } = options
  if (uselessOneIn <= 0) return liveTokens(fc, options)
  if (uselessOneIn <= 1) return useless(fc)
  return fc.oneof(
    { weight: uselessOneIn - 1, arbitrary: liveTokens(fc, options) },
    { weight: 1, arbitrary: useless(fc) },
  )
}

/** The same, of those alone that have a life; they may be dead all the same. */
export function liveTokens(
  fc: FastCheck,
  { form, skewed = 'never' }: TokensOptions = {},
): Arbitrary<LifeRecipe> {
  // Most live minutes, so that a run sees many of their ends.
  const ttlMs = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 4, max: 600 }).map((n) => n * secondMs) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 20 }) },
    { weight: 1, arbitrary: fc.integer({ min: hourMs, max: 60 * 24 * hourMs }) },
  )
  const forms = form ? [form] : (['jwt', 'jwt-without-iat', 'opaque'] as const)
  return fc.record(
    {
      form: fc.constantFrom(...forms),
      ttlMs,
      ageMs: fc.integer({ min: 0, max: 10 * minuteMs }),
      ...(skewed === 'sometimes' && { skewMs: fc.integer({ min: -70 * minuteMs, max: 70 * minuteMs }) }),
    },
    { requiredKeys: ['form', 'ttlMs'] },
  )
}

function useless(fc: FastCheck): Arbitrary<UselessRecipe> {
  return fc.record({ form: fc.constant('useless' as const), like: fc.constantFrom(...names) })
}
