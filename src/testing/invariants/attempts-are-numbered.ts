import { readTrace } from '../ledger.ts'
import type { Invariant } from './invariant.ts'

/**
 * Attempts are numbered 1, 2, 3, ... without gap or reuse. Each point of a generation makes at most one; only
 * one lost to a restart is made again, under a new number and of the same stage.
 */
export const attemptsAreNumbered: Invariant = (trace) => {
  const made = new Set<string>()
  for (const { index, event, facts, before } of readTrace(trace)) {
    for (const fact of facts) {
      if (fact.type !== 'refresh.requested') continue
      const { attempt, stage } = fact
      if (attempt !== before.lastAttempt + 1)
        return { index, message: `attempt ${attempt} follows ${before.lastAttempt}` }
      if (event.type === 'session.resumed') {
        if (stage !== before.inFlight?.stage)
          return { index, message: `attempt ${attempt} was made again as ${stage}` }
        continue
      }
      const isPoint = stage === 'half' || stage === 'three-quarter' || stage === 'expiry'
      const point = `${stage} of generation ${before.generation}`
      if (isPoint && made.has(point)) return { index, message: `${point} made two attempts` }
      made.add(point)
    }
  }
  return undefined
}
