import type { Evidence, Verdict } from './evidence.ts'
import { kickVerdicts } from './kick-verdicts.ts'
import { stayVerdicts } from './stay-verdicts.ts'

/** What the participant's policy demands, item by item, with what became of it. */
export function verdictsOn(evidence: Evidence): Verdict[] {
  const { role, replayedState, liveState } = evidence
  return [
    ...(role.profile.policy === 'kick' ? kickVerdicts(evidence) : stayVerdicts(evidence)),
    {
      demand: 'its journal replays to the state it was in',
      holds: replayedState.split('.')[0] === liveState,
    },
  ]
}
