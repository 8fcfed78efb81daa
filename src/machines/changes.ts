import { lifeOf, type TokenContext } from './context.ts'
import type { RefreshFailed, RefreshSucceeded, TokenSupplied } from './events.ts'
import type { Stage } from './token-life.ts'

// How the memory changes. Each takes what is and what happened, and gives what is different from now on.

/** A new token replaces the old one: a generation begins, with no point handled and no failure counted. */
export const adoption = (context: TokenContext, event: RefreshSucceeded | TokenSupplied) => {
  const answer = event.type === 'refresh.succeeded' ? event : undefined
  return {
    atMs: event.atMs,
    ...lifeOf(event.token),
    generation: context.generation + 1,
    supersededAttempt: answer?.attempt ?? context.lastAttempt,
    inFlight: null,
    retryAtMs: null,
    quietUntilMs: answer?.quietUntilMs ?? null,
    failures: 0,
    // Only a generation that was not rejected ends the row of those that were.
    rejectedInARow: context.isRejected ? context.rejectedInARow : 0,
  }
}

/** The next attempt is made: it is in flight from now on, and nothing waits for a retry. */
export const attempt = (context: TokenContext, atMs: number, stage: Stage) => ({
  atMs,
  lastAttempt: context.lastAttempt + 1,
  inFlight: stage,
  retryAtMs: null,
})

/** The attempt in flight failed. The host says when to try again; if it does not, the next point will. */
export const failure = (context: TokenContext, event: RefreshFailed | RefreshSucceeded) => ({
  atMs: event.atMs,
  inFlight: null,
  retryAtMs: event.retryAtMs ?? null,
  failures: context.failures + 1,
})

/** The platform rejected the generation in use. */
export const rejection = (context: TokenContext, atMs: number) => ({
  atMs,
  isRejected: true,
  rejectedInARow: context.rejectedInARow + 1,
})
