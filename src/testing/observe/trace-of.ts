import type { JournalRecord } from '../../services/journal/record.ts'
import type { Trace } from '../traces/trace.ts'

/**
 * What a journal tells of one stream, as a trace, with the versions of its records.
 *
 * @param records of one stream, from its first
 * @throws Error if the first does not open it
 * @example assertInvariants(traceOf(records))
 */
export function traceOf(records: readonly JournalRecord[]): Trace {
  const [opened] = records
  if (opened?.event.type !== 'session.opened') throw new Error('the first record does not open the session')
  const closings = records.flatMap(({ type, version, atMs }) =>
    type === 'session.closed' ? [{ version, atMs }] : [],
  )
  return {
    policy: opened.policy,
    input: opened.event.input,
    entries: records.flatMap(({ event, facts, state, version }) =>
      event.type === 'session.opened' || event.type === 'session.closed'
        ? []
        : [{ event, facts, state, version }],
    ),
    ...(closings.length > 0 && { closings }),
  }
}
