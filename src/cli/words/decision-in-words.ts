import type { JournalRecord, TokenFact } from '../../index.ts'
import { span } from '../../services/journal/explain/span.ts'

/** What was decided, by one record: at most about 40 characters; empty if there was nothing to decide. */
export function decisionInWords(record: Pick<JournalRecord, 'event' | 'facts' | 'state'>): string {
  const { facts } = record
  return facts.length > 0 ? facts.map(factInWords).join(', ') : waitingInWords(record)
}

function factInWords(fact: TokenFact): string {
  switch (fact.type) {
    case 'token.rejected':
      return `token ${fact.generation} rejected`
    case 'token.expired':
      return `token ${fact.generation} expired`
    case 'refresh.ignored':
      return `attempt ${fact.attempt} ignored: ${fact.why}`
    case 'participant.kicked':
      return 'kicked'
    case 'token.adopted':
      return `takes token ${fact.generation}, good for ${span(fact.expiresAtMs - fact.atMs)}`
    case 'refresh.requested':
      return `asks (attempt ${fact.attempt})`
  }
}

/** To do nothing is a decision, too. */
function waitingInWords({ event, state }: Pick<JournalRecord, 'event' | 'state'>): string {
  switch (event.type) {
    case 'refresh.demanded':
      return state.endsWith('.requesting') ? 'shares the attempt in flight' : ''
    case 'api.rejected':
      return 'takes no notice'
    case 'refresh.failed':
      if (event.retryAtMs !== undefined) return `tries again in ${span(event.retryAtMs - event.atMs)}`
      return state.startsWith('expired') ? 'waits to be asked' : 'waits for the next point'
    default:
      return ''
  }
}
