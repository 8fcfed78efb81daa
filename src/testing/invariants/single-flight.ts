import { eachEntry, isRequesting } from './invariant.ts'

/**
 * At most one attempt is in flight; what else wants a token shares it. Only a point may overlap it, and not
 * with `overlap: 'join'`; and an attempt lost to a restart is made again.
 */
export const singleFlight = eachEntry(({ event, facts, state, before, after }) => {
  const requests = facts.filter(({ type }) => type === 'refresh.requested')
  if (requests.length > 1) return 'one event made two attempts'
  if (isRequesting(state) !== (after.inFlight !== undefined)) {
    return `the state is ${state}, and ${after.inFlight ? `attempt ${after.inFlight.attempt}` : 'nothing'} is in flight`
  }
  if (requests.length === 0 || !before.inFlight) return undefined
  const isPoint = event.type === 'deadline.reached' && after.pointsHandled > before.pointsHandled
  if (isPoint && after.overlap === 'allow') return undefined
  if (event.type === 'session.resumed' && before.inFlight.attempt <= event.attempt) return undefined
  return `${event.type} made an attempt while attempt ${before.inFlight.attempt} was in flight`
})
