import { isAlive } from '../traces/ledger.ts'
import { eachEntry, isRequesting, phaseOf } from './invariant.ts'

/**
 * A failure of the attempt in flight, a dead token among them, ends the attempt and nothing else: the old token
 * stays usable until it ends or is rejected. (Under kick, an expired participant in a conference is out.)
 */
export const uselessTokensAreFailures = eachEntry(({ event, index, facts, state, before, after }) => {
  if (event.type !== 'refresh.failed' && event.type !== 'refresh.succeeded') return undefined
  if (event.attempt !== before.inFlight?.attempt) return undefined
  if (event.type === 'refresh.succeeded' && isAlive(event.token, event.atMs)) return undefined
  const isOut = before.policy === 'kick' && before.inConference && !isAlive(before.token, event.atMs)
  const due = [
    ...(event.type === 'refresh.succeeded' ? ['refresh.ignored'] : []),
    ...(isOut ? ['participant.kicked'] : []),
  ]
  const caused = facts.map(({ type }) => type)
  if (caused.join() !== due.join())
    return `a failure caused ${caused.join() || 'nothing'} instead of ${due.join() || 'nothing'}`
  if (after.generation !== before.generation) return `a failure changed the token at ${index}`
  if (isOut) return undefined
  if (isRequesting(state)) return `an attempt failed, and the state is ${state}`
  const isExpired = !isAlive(before.token, event.atMs) || (before.isRejected && before.policy === 'stay')
  return (phaseOf(state) === 'expired') === isExpired ? undefined : `after a failure the state is ${state}`
})
