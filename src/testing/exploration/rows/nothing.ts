import { eventTypes } from '../../traces/event-types.ts'
import { caseOf, type Row } from './row.ts'
import { isIdle, isRetryDue, newPoint, nothing } from './words.ts'

/** The cells of the table that hold nothing: an event that has no row changes nothing. */
export const emptyRow: Row = {
  in: 'live',
  when: 'an event that has no row',
  then: 'nothing',
  cases: [
    caseOf('deadline.reached', 'nothing is due, and no attempt in flight', {
      applies: (at) => newPoint(at) === 0 && isIdle(at) && !isRetryDue(at),
      outcome: nothing,
    }),
    caseOf('deadline.reached', 'nothing is due while an attempt is in flight', {
      applies: (at) => newPoint(at) === 0 && !isIdle(at),
      outcome: nothing,
    }),
    caseOf('session.resumed', 'a restart with no attempt in flight', { applies: isIdle, outcome: nothing }),
    caseOf('session.resumed', 'a restart that the attempt in flight outlived', {
      applies: (at) => !isIdle(at) && at.before.lastAttempt > at.event.attempt,
      outcome: nothing,
    }),
  ],
}

/** The end is the end. */
export const endRow: Row = {
  in: '`kicked`',
  when: 'any event',
  then: 'nothing',
  cases: [
    caseOf(eventTypes, 'anything after the kick', {
      policy: 'kick',
      applies: ({ from }) => from === 'kicked',
      outcome: nothing,
    }),
  ],
}
