import { isAlive } from '../traces/ledger.ts'
import { eachEntry, factOf } from './invariant.ts'

/** The callback is told `isExpired` if, and only if, the token's end has come or the platform rejected it. */
export const truthfulIsExpired = eachEntry((entry) => {
  const request = factOf(entry, 'refresh.requested')
  if (!request) return undefined
  const truth = !isAlive(entry.after.token, request.atMs) || entry.after.isRejected
  return request.isExpired === truth
    ? undefined
    : `attempt ${request.attempt} was told isExpired = ${request.isExpired}`
})
