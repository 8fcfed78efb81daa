import type { TokenLife } from '../../machines/token-life.ts'
import { leftMs } from './place-life.ts'
import type { ReadToken } from './read-token.ts'

/** When an answer of the callback came, and when it was asked for. */
export interface AnswerTimes {
  /** On the session's time. */
  readonly nowMs: number
  readonly wallNowMs: number
  /** When its attempt began, by the wall clock. */
  readonly askedAtWallMs: number
}

/** How long before its attempt a token must be issued for the clocks to differ beyond doubt. */
const doubtMs = 1000

/**
 * Places the lives of the callback's answers, which are fresh, on the session's time, and finds out whether the
 * local clock is wrong: a fresh token that looks dead, or fresh tokens that look nearly dead again and again,
 * were issued by a clock that is behind ours. Such a token lives as long as it claims, from its receipt.
 */
export class AnswerClock {
  #latestIatMs = Number.NEGATIVE_INFINITY
  #shortInARow = 0

  /** Remembers a token that came by another way. */
  saw({ iatMs = Number.NEGATIVE_INFINITY }: ReadToken): void {
    this.#latestIatMs = Math.max(this.#latestIatMs, iatMs)
  }

  /**
   * @returns the life, and by how much the local clock must be ahead, if there is reason to doubt it; or `'dead'`
   */
  place(
    token: ReadToken,
    { nowMs, wallNowMs, askedAtWallMs }: AnswerTimes,
  ): { life: TokenLife; aheadMs?: number } | 'dead' {
    const { iatMs, ttlMs, expMs } = token
    const left = leftMs(token, wallNowMs)
    this.#shortInARow = ttlMs !== undefined && left < ttlMs / 4 ? this.#shortInARow + 1 : 0
    const isSuspect = left <= 0 || this.#shortInARow >= 2
    const isFresh = iatMs !== undefined && iatMs >= this.#latestIatMs
    const aheadMs = isSuspect && isFresh ? askedAtWallMs - iatMs : 0
    const isSkewed = aheadMs > doubtMs
    this.saw(token)

    const livesMs = isSkewed && ttlMs !== undefined ? ttlMs : left
    if (livesMs <= 0) return 'dead'
    const claim = expMs !== undefined && { claimedExpMs: expMs }
    const life = { issuedAtMs: nowMs, expiresAtMs: nowMs + livesMs, ...claim }
    return isSkewed ? { life, aheadMs } : { life }
  }
}
