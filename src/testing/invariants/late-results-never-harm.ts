import { isAlive } from '../traces/ledger.ts'
import { eachEntry, factOf } from './invariant.ts'

/**
 * A usable answer of an attempt newer than the last adopted one is adopted; any other never changes the token.
 * A late result leaves a fact either way.
 */
export const lateResultsNeverHarm = eachEntry((entry) => {
  const { event, before } = entry
  const adopted = factOf(entry, 'token.adopted')
  const ignored = factOf(entry, 'refresh.ignored')
  if (event.type === 'refresh.failed') {
    if (adopted) return 'a failure changed the token'
    return !ignored && event.attempt !== before.inFlight?.attempt ? 'a late failure left no fact' : undefined
  }
  if (event.type !== 'refresh.succeeded') {
    return adopted && event.type !== 'token.supplied' ? `${event.type} changed the token` : undefined
  }
  const { attempt, token, atMs } = event
  const isUsable = attempt <= before.lastAttempt && attempt > before.supersededUpTo && isAlive(token, atMs)
  if (isUsable)
    return adopted?.attempt === attempt
      ? undefined
      : `the usable answer of attempt ${attempt} was not adopted`
  if (adopted) return `the useless answer of attempt ${attempt} was adopted`
  return ignored?.attempt === attempt ? undefined : `the useless answer of attempt ${attempt} left no fact`
})
