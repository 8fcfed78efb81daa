import type { TokenEvent } from '../../machines/events.ts'

const every: Record<TokenEvent['type'], true> = {
  'deadline.reached': true,
  'refresh.succeeded': true,
  'refresh.failed': true,
  'refresh.demanded': true,
  'token.supplied': true,
  'api.rejected': true,
  'conference.joined': true,
  'conference.left': true,
  'conference.ejected': true,
  'session.resumed': true,
}

/** The types of the events that a machine can be told: all ten. */
export const eventTypes = Object.keys(every) as readonly TokenEvent['type'][]
