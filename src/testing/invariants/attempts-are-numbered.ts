import { alongTrace } from './invariant.ts'

/**
 * Attempts are numbered 1, 2, 3, ... without gap or reuse. Each point of a generation makes at most one; only
 * one lost to a restart is made again, under a new number and of the same stage.
 */
export const attemptsAreNumbered = alongTrace(() => {
  let generation = 0
  /** The points of this generation that have made an attempt. */
  const made = new Set<string>()
  return ({ event, facts, before }) => {
    for (const fact of facts) {
      if (fact.type !== 'refresh.requested') continue
      const { attempt, stage } = fact
      if (attempt !== before.lastAttempt + 1) return `attempt ${attempt} follows ${before.lastAttempt}`
      if (event.type === 'session.resumed') {
        if (stage !== before.inFlight?.stage) return `attempt ${attempt} was made again as ${stage}`
        continue
      }
      if (before.generation !== generation) {
        generation = before.generation
        made.clear()
      }
      const isPoint = stage === 'half' || stage === 'three-quarter' || stage === 'expiry'
      if (isPoint && made.has(stage)) return `${stage} of generation ${generation} made two attempts`
      made.add(stage)
    }
    return undefined
  }
})
