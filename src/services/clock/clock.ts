/**
 * The bare platform: what a session needs to know of time. Sleep, throttled tabs, long delays and clocks
 * set back are dealt with above it, so that any injected clock has them.
 */
export interface Clock {
  /** The wall clock, ms since the epoch. May jump, forward and back. */
  now(): number
  /** @param ms a finite delay from 0 to 60 000 */
  setTimeout(callback: () => void, ms: number): unknown
  clearTimeout(handle: unknown): void
}

/** The platform's own clock. Looks its functions up at each call, so that fake timers are seen. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (handle) => clearTimeout(handle as Parameters<typeof clearTimeout>[0]),
}
