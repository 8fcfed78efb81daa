import type { TokenFact } from '../../../../machines/facts.ts'
import { explainRecord } from '../../../journal/explain/line.ts'
import type { JournalRecord } from '../../../journal/record.ts'
import type { Step } from '../../../journal/replay-stream.ts'
import { h, put, say } from '../dom/element.ts'
import { clockTime, momentsAt } from '../dom/time.ts'

/** One record in the list: when, what happened, what was decided, and the reason in words. */
export function makeRecordRow(): HTMLElement {
  return h(
    'div',
    { class: 'record' },
    h('span', { class: 'record-version' }),
    h('span', { class: 'record-time' }),
    h('span', { class: 'record-event' }),
    h('span', { class: 'record-facts' }),
    h('span', { class: 'record-words' }),
  )
}

export function fillRecordRow(row: HTMLElement, record: JournalRecord, step: Step | undefined): void {
  const key = `${record.stream} ${record.version}`
  if (row.dataset['record'] === key) return
  row.dataset['record'] = key
  const [version, time, event, facts, words] = row.children as unknown as HTMLElement[]
  if (!version || !time || !event || !facts || !words) return
  say(version, String(record.version))
  say(time, clockTime(record.atMs))
  say(event, record.type)
  row.dataset['tone'] = toneOf(record)
  put(
    facts,
    ...record.facts.map((fact) =>
      h('span', { class: `fact fact-${fact.type.replace('.', '-')}` }, factInShort(fact)),
    ),
  )
  const text = step ? wordsOf(step) : 'This record cannot be replayed.'
  say(words, text)
  words.title = text
}

/** A record and its reason, in words. */
export const wordsOf = (step: Step): string => explainRecord(step, momentsAt(step.record.atMs)).text

/** What a filter looks into. */
export const searchedIn = (record: JournalRecord, step: Step | undefined): string =>
  [
    record.version,
    record.type,
    ...record.facts.map(({ type }) => type),
    record.state,
    step ? wordsOf(step) : '',
  ]
    .join(' ')
    .toLowerCase()

function factInShort(fact: TokenFact): string {
  switch (fact.type) {
    case 'refresh.requested':
      return `${fact.type} ${fact.attempt}`
    case 'refresh.ignored':
      return `${fact.type}: ${fact.why}`
    default:
      return `${fact.type} ${fact.generation}`
  }
}

function toneOf({ type, facts }: JournalRecord): string {
  if (facts.some((fact) => fact.type === 'participant.kicked')) return 'end'
  if (facts.some((fact) => fact.type === 'token.adopted')) return 'good'
  if (
    type === 'refresh.failed' ||
    facts.some((fact) => fact.type === 'token.expired' || fact.type === 'token.rejected')
  )
    return 'bad'
  return 'plain'
}
