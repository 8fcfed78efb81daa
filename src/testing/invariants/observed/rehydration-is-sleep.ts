import { pointsReached } from '../../../machines/points.ts'
import { type LedgerEntry, readTrace } from '../../traces/ledger.ts'
import { factOf, isRequesting, phaseOf } from '../invariant.ts'
import { observed } from './observed.ts'

/**
 * A restart is a sleep: what fell due meanwhile came before it, and it changes nothing itself; but an attempt that
 * was in flight and is lost is made again, once, under a new number (not when a point that fell due already made one).
 */
export const rehydrationIsSleep = observed('rehydration-is-sleep', 'restart', (trace) => {
  let stateBefore = 'valid.idle'
  let dueBeforeMs: number | null | undefined
  for (const entry of readTrace(trace)) {
    const { index, state, nextDeadlineMs } = entry
    const message = entry.event.type === 'session.resumed' ? wrongWith(entry, stateBefore) : undefined
    if (message) return { index, message }
    const isKnown = nextDeadlineMs !== undefined && dueBeforeMs !== undefined
    if (entry.event.type === 'session.resumed' && isKnown && nextDeadlineMs !== dueBeforeMs)
      return { index, message: `the restart moved the next deadline to ${nextDeadlineMs}` }
    stateBefore = state
    dueBeforeMs = nextDeadlineMs
  }
  return undefined
})

function wrongWith({ event, facts, state, before, ...entry }: LedgerEntry, stateBefore: string) {
  if (event.type !== 'session.resumed') return undefined
  if (pointsReached(before.token, event.atMs) > before.pointsHandled)
    return 'the restart came before a point that fell due meanwhile'
  const { inFlight, lastAttempt } = before
  if (event.attempt > lastAttempt) return `attempt ${event.attempt} was lost, which nobody made`
  const isLost = inFlight !== undefined && inFlight.attempt <= event.attempt
  const request = factOf({ facts }, 'refresh.requested')
  const others = facts.filter(({ type }) => type !== 'refresh.requested')
  if (others.length > 0) return `the restart caused ${others[0]?.type}`
  if (isLost && !request) return `attempt ${inFlight.attempt} was lost, and not made again`
  if (!isLost && request) return `the restart made attempt ${request.attempt}, and none was lost`
  if (phaseOf(state) !== phaseOf(stateBefore)) return `the restart led from ${stateBefore} to ${state}`
  if (isRequesting(state) !== (entry.after.inFlight !== undefined))
    return `after the restart the state is ${state}`
  return undefined
}
