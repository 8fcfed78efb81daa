import { eachEntry, factOf } from './invariant.ts'

const stages = [undefined, 'half', 'three-quarter', 'expiry'] as const

/**
 * However many points were passed, `deadline.reached` makes one attempt, that of the latest; none if it joins
 * one in flight, or is a kick; and none of these stages where no new point was passed.
 */
export const wakeCollapses = eachEntry((entry) => {
  const { event, before, after } = entry
  const stage = factOf(entry, 'refresh.requested')?.stage
  if (event.type === 'session.resumed') return undefined
  const isNew = event.type === 'deadline.reached' && after.pointsHandled > before.pointsHandled
  const joins = before.overlap === 'join' && before.inFlight !== undefined
  const due = isNew && !joins && !after.isKicked ? stages[after.pointsHandled] : undefined
  if (stage === due || (due === undefined && !stages.includes(stage as never))) return undefined
  return `the latest point wants ${due ?? 'no attempt'}, and there was ${stage ?? 'none'}`
})
