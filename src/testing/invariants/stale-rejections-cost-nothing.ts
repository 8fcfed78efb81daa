import { eachEntry } from './invariant.ts'

/** A rejection of another generation than the current one does nothing: no call, no fact, the same state. */
export const staleRejectionsCostNothing = eachEntry(({ event, index, facts, state, before, after }) => {
  if (event.type !== 'api.rejected' || event.generation === before.generation) return undefined
  if (facts.length > 0) return `a rejection of generation ${event.generation} caused ${facts[0]?.type}`
  if (after.retryAtMs !== before.retryAtMs) return `a stale rejection changed the backoff at ${index}`
  const isRequestingBefore = before.inFlight !== undefined
  return state.endsWith('.requesting') === isRequestingBefore
    ? undefined
    : `a stale rejection led to ${state}`
})
