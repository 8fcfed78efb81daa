import { randomBytes } from 'node:crypto'
import { invalidGrant } from './refusal.ts'

/** The refresh tokens of the deprecated endpoint. Each works once: rotation, as the platform does it. */
export interface RefreshTokens {
  /** @param expiresIn the life of the access token it came with, which its next one gets again */
  create(expiresIn: number): string
  /** @throws Refusal 400 for one that is unknown or used */
  redeem(refreshToken: string): { expiresIn: number }
}

export function createRefreshTokens(): RefreshTokens {
  const live = new Map<string, { expiresIn: number }>()
  return {
    create(expiresIn) {
      const refreshToken = randomBytes(24).toString('base64url')
      live.set(refreshToken, { expiresIn })
      return refreshToken
    },
    redeem(refreshToken) {
      const origin = live.get(refreshToken)
      if (!origin) throw invalidGrant()
      live.delete(refreshToken)
      return origin
    },
  }
}
