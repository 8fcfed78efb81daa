import type { Difference, DifferenceKind, JournalRecord, TokenFact } from '../../index.ts'
import { dayAndTime } from '../../services/journal/explain/moment-in-words.ts'
import { decisionInWords } from '../words/decision-in-words.ts'

const sentences: Readonly<Record<DifferenceKind, string>> = {
  hash: 'It is not the record that was stored: its hash is another.',
  prev: 'It does not follow the record before it: one was changed, removed or put in.',
  version: 'Another version belongs here.',
  stream: 'It belongs to another stream.',
  time: 'It is earlier than the record before it.',
  record: 'It is no record that belongs here.',
  schema: 'A later version of halflife wrote it: update to check what follows.',
  machine: 'A later machine decided it: update halflife to check what follows.',
  policy: 'It has another policy than its stream.',
  due: 'Something was due before it, and the machine was not told.',
  end: 'The stream had ended with a kick.',
  facts: 'Today’s machine decides otherwise.',
  state: 'Today’s machine comes to another state.',
  head: 'It is not the last record that it ought to be.',
}

/** A difference in words, with what stands in the journal and what ought to. */
export function differenceInWords({ kind, recorded, decided }: Omit<Difference, 'stream'>) {
  const [is, ought] = [valueInWords(kind, recorded), valueInWords(kind, decided)]
  // What words leave out, such as a time, may be all the difference.
  const isTold = is !== ought
  return {
    what: sentences[kind],
    recorded: isTold ? is : json(recorded),
    decided: isTold ? ought : json(decided),
  }
}

function valueInWords(kind: DifferenceKind, value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (kind === 'facts' && Array.isArray(value)) return factsInWords(value)
  if (kind === 'time' && typeof value === 'number') return dayAndTime(value)
  if (kind === 'due' && typeof value === 'object') {
    const { type, deadlineMs } = value as { type?: string; deadlineMs?: number }
    return `${type}, due at ${dayAndTime(Number(deadlineMs))}`
  }
  return typeof value === 'string' ? value : json(value)
}

function factsInWords(facts: readonly TokenFact[]): string {
  if (facts.length === 0) return 'nothing'
  // With facts, the event does not come into the words.
  const event = { type: 'deadline.reached', atMs: 0 } satisfies JournalRecord['event']
  return decisionInWords({ event, facts, state: '' })
}

/** With blanks, so that it can be wrapped. */
const json = (value: unknown): string => (JSON.stringify(value) ?? '').replaceAll(/,(?=["{])/g, ', ')
