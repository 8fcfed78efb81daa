import type { JournalRecord } from '../../index.ts'
import { decisionInWords } from './decision-in-words.ts'
import { eventInWords } from './event-in-words.ts'

/** What happened and what was decided, in one line. */
export function recordInWords(record: Pick<JournalRecord, 'event' | 'facts' | 'state'>): string {
  const decision = decisionInWords(record)
  return eventInWords(record) + (decision === '' ? '' : ` → ${decision}`)
}

/**
 * A journal's line for people: when, what happened, what was decided, with the last two in columns.
 *
 * @param zeroMs the time that is 0.00
 */
export function recordLine(record: JournalRecord, zeroMs: number): string {
  const when = ((record.atMs - zeroMs) / 1_000).toFixed(2).padStart(7)
  const decision = decisionInWords(record)
  const happened = eventInWords(record)
  return `${when}  ${decision === '' ? happened : `${happened.padEnd(35)} → ${decision}`}`
}
