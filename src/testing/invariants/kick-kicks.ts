import { isAlive, type LedgerEntry } from '../traces/ledger.ts'
import { eachEntry, factOf, phaseOf } from './invariant.ts'

/**
 * Under kick, whoever is in a conference when expiry is handled, or is ejected, is kicked: once, for good, and
 * with no callback; so is who joins one with an expired token and no attempt in flight, or whose attempt then
 * fails. A rejection never calls back by itself. Under stay nobody is ever kicked.
 */
export const kickKicks = eachEntry((entry) => {
  const { event, facts, state, before } = entry
  const kicks = facts.filter(({ type }) => type === 'participant.kicked').length
  const isDue = before.policy === 'kick' && isOut(entry)
  if (kicks !== (isDue ? 1 : 0))
    return `${event.type}: ${kicks} kicks, ${isDue ? 'and one was' : 'none was'} due`
  if ((phaseOf(state) === 'kicked') !== isDue) return `the state is ${state} after ${kicks} kicks`
  const request = factOf(entry, 'refresh.requested')
  if (isDue && request) return `attempt ${request.attempt} was made at a kick`
  if (before.policy === 'kick' && event.type === 'api.rejected' && request)
    return 'a rejection called back under kick'
  return undefined
})

/** Whether, under kick, the participant is to be put out. */
function isOut({ event, before, after }: LedgerEntry): boolean {
  const isExpired = before.pointsHandled === 3
  switch (event.type) {
    case 'conference.ejected':
      return true
    case 'deadline.reached':
      return before.inConference && after.pointsHandled === 3 && !isExpired
    case 'conference.joined':
      return isExpired && !before.inFlight
    case 'refresh.failed':
      return isExpired && before.inConference && event.attempt === before.inFlight?.attempt
    case 'refresh.succeeded': {
      const isOfUse = isAlive(event.token, event.atMs)
      return isExpired && before.inConference && event.attempt === before.inFlight?.attempt && !isOfUse
    }
    default:
      return false
  }
}

/** After a kick there is nothing: no event, no fact. */
export const theEndIsTheEnd = eachEntry(({ event, before }) =>
  before.isKicked ? `${event.type} came after the kick` : undefined,
)
