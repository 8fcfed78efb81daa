import type { Stage } from '../../machines/token-life.ts'
import type { GivenToken } from './given-token.ts'

/** What the callback is told beside `isExpired`. */
export interface AttemptContext {
  /** Numbered from 1 within a session, never reused. */
  readonly attempt: number
  /** Why the attempt is made. */
  readonly stage: Stage
  /** Aborts when the answer is of no more use: another token was adopted, time-out, kick, close. */
  readonly signal: AbortSignal
}

/**
 * The app's way to a new token. Gives it, or a promise of it; throws or rejects if there is none.
 *
 * @param isExpired whether the token in use is expired, or was rejected by the platform
 */
export type RefreshCallback = (
  isExpired: boolean,
  context: AttemptContext,
) => GivenToken | PromiseLike<GivenToken>
