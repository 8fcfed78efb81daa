import type { Retry } from '../../../services/refresh/retry.ts'

/** How the sessions of a life are hosted. */
export interface Hosting {
  readonly ttlMs: number
  readonly retry: Retry
  /** Up to so many hundredths of a token's life its points come later. */
  readonly jitterShare: number
}
