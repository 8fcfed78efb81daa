import type { Stage } from '../../../machines/token-life.ts'

/** The native part wants another token. */
export interface RefreshNeeded {
  /** Whether the token in use is expired, or was rejected. */
  readonly isExpired: boolean
  /** Why another is wanted; unknown where the native part does not tell. */
  readonly stage?: Stage
  /** Aborts when the native part no longer waits for the answer. */
  readonly signal?: AbortSignal
}

/** What is known of a call that brought no token. */
export interface RefreshTrouble {
  /** The events that it was to answer. Default: all that wait. */
  readonly to?: readonly RefreshNeeded[]
  /** What the callback threw, or rejected with. */
  readonly thrown?: unknown
  /** What it came to instead of a token: `''`, `null` or `undefined`. */
  readonly answer?: unknown
}

/**
 * What stands below the JavaScript of the React Native SDK: the part that keeps the token, and has the timers. Its
 * calls are those of the original's native module; what is optional, the original does not pass.
 *
 * @typeParam Initialized what an initialization resolves to
 */
export interface NativePart<Initialized = unknown> {
  initialize(consumerKey: string, consumerSecret: string): Promise<Initialized>
  initializeToken(accessToken: string | null): Promise<Initialized>
  /**
   * Here is the token that was wanted.
   *
   * @param to the events that it answers. Default: all that wait
   */
  onAccessTokenOk(accessToken: string, to?: readonly RefreshNeeded[]): unknown
  /** There is no token. */
  onAccessTokenKo(reason: string, trouble?: RefreshTrouble): unknown
  onRefreshNeeded(listener: (event: RefreshNeeded) => void): { remove(): void }
}
