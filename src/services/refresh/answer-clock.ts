import type { TokenLife } from '../../machines/token-life.ts'
import { leftMs } from './place-life.ts'
import type { ReadToken } from './read-token.ts'

/** How long before its attempt a token must be issued for the clocks to differ beyond doubt. */
const doubtMs = 1000

/** A life on the session's time; and by how much the local clock must be ahead, if there is reason to doubt it. */
interface Placed {
  readonly life: TokenLife
  readonly aheadMs?: number
}

/**
 * Places the lives of the callback's answers, which are fresh, on the session's time, and finds out whether the
 * local clock is wrong: a fresh token that looks dead, or fresh tokens that look nearly dead again and again,
 * were issued by a clock that is behind ours. Such a token lives as long as it claims, from its receipt.
 */
export class AnswerClock {
  #latestIatMs = -Infinity
  #shortInARow = 0

  /** Remembers when a token was issued. */
  saw({ iatMs = -Infinity }: ReadToken): void {
    this.#latestIatMs = Math.max(this.#latestIatMs, iatMs)
  }

  /**
   * @param nowMs on the session's time
   * @param askedAtWallMs when the attempt began, by the wall clock
   * @returns undefined for a token that died on its way
   */
  place(token: ReadToken, nowMs: number, wallNowMs: number, askedAtWallMs: number): Placed | undefined {
    const { iatMs = Infinity, ttlMs = 0, expMs } = token
    const left = leftMs(token, wallNowMs)
    const aheadMs = askedAtWallMs - iatMs
    this.#shortInARow = left < ttlMs / 4 ? this.#shortInARow + 1 : 0
    const isSkewed = (left <= 0 || this.#shortInARow > 1) && iatMs >= this.#latestIatMs && aheadMs > doubtMs
    this.saw(token)

    const livesMs = isSkewed ? ttlMs : left
    if (livesMs <= 0) return undefined
    const claim = expMs !== undefined && { claimedExpMs: expMs }
    const life = { issuedAtMs: nowMs, expiresAtMs: nowMs + livesMs, ...claim }
    return isSkewed ? { life, aheadMs } : { life }
  }
}
