import type { JournalRecord, Parting } from '../../index.ts'
import { decisionInWords } from '../words/decision-in-words.ts'

/** What was decided where two histories differ. */
export function recordedInWords({ recorded }: Parting): string {
  if (recorded?.event.type === 'session.closed') return 'closed'
  return recorded ? decisionInWords(recorded) || 'nothing to decide' : 'not recorded'
}

/** What would have been decided instead. */
export function insteadInWords({ recorded, instead }: Parting): string {
  const { event, facts, state } = instead
  // Nothing is asked of a machine when its session is closed: it is left where it is.
  if (recorded?.event.type === 'session.closed') return 'closed'
  if (!event) return state === 'kicked' ? 'is out already' : 'does not come about'
  const decided: Pick<JournalRecord, 'event' | 'facts' | 'state'> = { event, facts, state }
  return decisionInWords(decided) || 'nothing to decide'
}
