import type { TokenLife } from '../../machines/token-life.ts'

/**
 * Spreads the refreshes of tokens that were issued together.
 *
 * @param share up to this part of the life, half and three quarters come later; 0 to 0.2
 */
export function withJitter(life: TokenLife, share: number, random: () => number): TokenLife {
  if (share === 0) return life
  return { ...life, jitterMs: Math.floor(random() * share * (life.expiresAtMs - life.issuedAtMs)) }
}
