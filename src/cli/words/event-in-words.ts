import type { JournalRecord, RecordedEvent } from '../../index.ts'
import { span } from '../../services/journal/explain/span.ts'
import { failureInWords } from './failure-in-words.ts'

/** What happened, by one record: at most about 40 characters. */
export function eventInWords({ event, facts }: Pick<JournalRecord, 'event' | 'facts'>): string {
  switch (event.type) {
    case 'session.opened':
      return openedInWords(event)
    case 'deadline.reached':
      return dueInWords(facts)
    case 'refresh.succeeded':
      return `attempt ${event.attempt} brought a token`
    case 'refresh.failed':
      return `attempt ${event.attempt} failed: ${failureInWords(event)}`
    case 'refresh.demanded':
      return 'the app wants a new token'
    case 'token.supplied':
      return 'the app has a token from elsewhere'
    case 'api.rejected':
      return `the platform rejected token ${event.generation}`
    case 'conference.joined':
      return 'joined the conference'
    case 'conference.left':
      return 'left the conference'
    case 'conference.ejected':
      return 'the platform put it out'
    case 'session.resumed':
      return 'resumed after a restart'
    case 'session.closed':
      return 'the app closed the session'
  }
}

function openedInWords({ input: { token } }: Extract<RecordedEvent, { type: 'session.opened' }>): string {
  const lifeMs = token.expiresAtMs - token.issuedAtMs
  return lifeMs > 0 ? `opened with a token of ${span(lifeMs)}` : 'opened without a token'
}

/** The event says only that something was due; what it was, its facts tell. */
function dueInWords(facts: JournalRecord['facts']): string {
  if (facts.some(({ type }) => type === 'token.expired')) return 'its end has come'
  const [requested] = facts.filter((fact) => fact.type === 'refresh.requested')
  switch (requested?.stage) {
    case 'half':
      return 'half of its life is over'
    case 'three-quarter':
      return 'three quarters of its life are over'
    case 'expiry':
      return 'its end has come'
    case 'retry':
      return 'it is time to try again'
    default:
      return 'somebody looked at the time'
  }
}
