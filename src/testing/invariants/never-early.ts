import { isReached, refreshPoints } from '../../machines/points.ts'
import { eachEntry, factOf } from './invariant.ts'

/** No attempt of a point's stage starts before that point. */
export const neverEarly = eachEntry((entry) => {
  const request = factOf(entry, 'refresh.requested')
  if (!request) return undefined
  const points = refreshPoints(entry.before.token)
  const notBeforeMs = {
    half: points.halfAtMs,
    'three-quarter': points.threeQuarterAtMs,
    expiry: points.expiresAtMs,
  }
  const pointMs = (notBeforeMs as Partial<Record<string, number>>)[request.stage]
  if (pointMs === undefined || isReached(pointMs, request.atMs)) return undefined
  return `attempt ${request.attempt} of stage ${request.stage} came ${pointMs - request.atMs} ms early`
})
