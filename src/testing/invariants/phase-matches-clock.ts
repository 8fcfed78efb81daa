import { pointsReached } from '../../machines/points.ts'
import { eachEntry, phaseOf } from './invariant.ts'

/** By points reached: the phase a token must be in. */
const phases = ['valid', 'refreshing-half', 'refreshing-three-quarter', 'expired'] as const

/**
 * Once everything due is processed, the phase is that of the clock: `valid` before half, and so on.
 * `expired` earlier only after a rejection.
 */
export const phaseMatchesClock = eachEntry(({ event, state, after }) => {
  const reached = pointsReached(after.token, event.atMs)
  const phase = phaseOf(state)
  if (after.isKicked || reached > after.pointsHandled) return undefined
  const due = phases[reached]
  if (phase === due) return undefined
  if (phase === 'expired' && after.policy === 'stay' && after.isRejected) return undefined
  return `the state is ${state}, and by the clock it is ${due}`
})
