import { isReached, pointsReached } from '../../machines/points.ts'
import { eachEntry } from './invariant.ts'

/** Whatever is due at the time of an event is handled before it: at a tie the deadline comes first. */
export const deadlineBeatsResult = eachEntry(({ event, before }) => {
  if (event.type === 'deadline.reached') return undefined
  const reached = pointsReached(before.token, event.atMs)
  if (reached > before.pointsHandled) return `${event.type} came before point ${reached}, which was due`
  const isRetryDue =
    !before.inFlight && before.retryAtMs !== undefined && isReached(before.retryAtMs, event.atMs)
  return isRetryDue ? `${event.type} came before a retry that was due` : undefined
})

/** Time never decreases from event to event, and every fact has the time of its event. */
export const timeNeverRunsBack = eachEntry(({ event, facts, before }) => {
  if (event.atMs < before.atMs)
    return `${event.type} came ${before.atMs - event.atMs} ms before the event before it`
  const odd = facts.find(({ atMs }) => atMs !== event.atMs)
  return odd ? `${odd.type} has another time than ${event.type}` : undefined
})

/** Every result names an attempt that a fact announced. */
export const recordsAreGapless = eachEntry(({ event, before }) => {
  if (event.type !== 'refresh.succeeded' && event.type !== 'refresh.failed') return undefined
  const isAnnounced = event.attempt >= 1 && event.attempt <= before.lastAttempt
  return isAnnounced ? undefined : `${event.type} of attempt ${event.attempt}, which nobody made`
})
