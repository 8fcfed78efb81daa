import { isAhead } from '../traces/ledger.ts'
import { eachEntry, factOf } from './invariant.ts'

/**
 * Every call has a cause of its own: a point handled, a demand, a retry whose time has come, a rejection
 * outside of all backoff, or an attempt lost to a restart. So in any window there are no more calls than causes.
 */
export const stormsAreBounded = eachEntry((entry) => {
  const { event, before, after } = entry
  const request = factOf(entry, 'refresh.requested')
  if (!request) return undefined
  const { atMs } = event
  switch (event.type) {
    case 'deadline.reached': {
      if (after.pointsHandled > before.pointsHandled) return undefined
      if (before.retryAtMs === undefined) return 'a call was made, and neither a point nor a retry was due'
      return isAhead(before.retryAtMs, atMs) ? `a retry came ${before.retryAtMs - atMs} ms early` : undefined
    }
    case 'api.rejected': {
      if (isAhead(before.retryAtMs, atMs)) return 'a rejection broke the backoff'
      return isAhead(before.quietUntilMs, atMs) ? 'a rejection broke the quiet time' : undefined
    }
    case 'refresh.demanded':
    case 'session.resumed':
      return undefined
    default:
      return `${event.type} made a call`
  }
})
