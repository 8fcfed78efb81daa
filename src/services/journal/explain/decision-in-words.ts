import type { TokenFact } from '../../../machines/facts.ts'
import type { JournalRecord } from '../record.ts'
import { stageInWords } from './attempts-in-words.ts'
import type { InWords } from './moment-in-words.ts'
import { span } from './span.ts'

/** What was decided, by one record; empty if there was nothing to decide. */
export function decisionInWords(
  record: Pick<JournalRecord, 'event' | 'facts' | 'state'>,
  at: InWords,
): string {
  if (record.facts.length === 0) return waitingInWords(record, at)
  return record.facts.map((fact) => factInWords(fact, at)).join(', and ')
}

export function factInWords(fact: TokenFact, at: InWords): string {
  switch (fact.type) {
    case 'token.rejected':
      return `token ${fact.generation} counts as rejected`
    case 'token.expired':
      return `token ${fact.generation} is of no more use`
    case 'refresh.ignored':
      return `the answer to attempt ${fact.attempt} is ignored (${fact.why})`
    case 'participant.kicked':
      return 'the participant is kicked'
    case 'token.adopted':
      return `token ${fact.generation} is in use, good for ${span(fact.expiresAtMs - fact.atMs)}, until ${at(fact.expiresAtMs)}`
    case 'refresh.requested':
      return `attempt ${fact.attempt} is made ${stageInWords[fact.stage]}`
  }
}

/** To do nothing is a decision, too. */
function waitingInWords({ event, state }: Pick<JournalRecord, 'event' | 'state'>, at: InWords): string {
  switch (event.type) {
    case 'refresh.demanded':
      return state.endsWith('.requesting') ? 'the attempt in flight is shared' : ''
    case 'api.rejected':
      return 'it makes no difference'
    case 'refresh.failed':
      if (event.retryAtMs !== undefined) return `the next try is due at ${at(event.retryAtMs)}`
      return state.startsWith('expired') ? 'it waits to be asked' : 'it waits for the next point'
    default:
      return ''
  }
}
