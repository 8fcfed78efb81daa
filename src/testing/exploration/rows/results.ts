import { caseOf, type Row } from './row.ts'
import {
  adopted,
  bringsLife,
  countsStill,
  idle,
  ignored,
  isIdle,
  isInFlight,
  isLastHope,
  isSuperseded,
  kicked,
  nothing,
  wasNeverMade,
} from './words.ts'

/** What an attempt's outcome comes to. */
export const resultRows: readonly Row[] = [
  {
    in: 'live',
    when: '`refresh.succeeded` or `refresh.failed` of an attempt that was never made',
    then: '`refresh.ignored`, `unknown`',
    cases: (['refresh.succeeded', 'refresh.failed'] as const).map((type) =>
      caseOf(type, `${type} of an attempt that was never made`, {
        applies: wasNeverMade,
        outcome: (at) => ({ facts: [ignored(at, 'unknown')], state: at.from }),
      }),
    ),
  },
  {
    in: 'live',
    when: '`refresh.succeeded` of an attempt not newer than the last one adopted',
    then: '`refresh.ignored`, `superseded`',
    cases: [
      caseOf('refresh.succeeded', 'a superseded attempt succeeds', {
        applies: (at) => isSuperseded(at),
        outcome: (at) => ({ facts: [ignored(at, 'superseded')], state: at.from }),
      }),
    ],
  },
  {
    in: 'live',
    when: 'any other `refresh.succeeded`, in flight or old, with a live token',
    then: '`token.adopted`; `valid.idle`: the next generation, no point handled, not rejected',
    cases: [
      caseOf('refresh.succeeded', 'the attempt in flight brings a live token', {
        applies: (at) => countsStill(at) && bringsLife(at) && isInFlight(at),
        outcome: adopted,
      }),
      caseOf('refresh.succeeded', 'an old attempt brings a live token while another is in flight', {
        applies: (at) => countsStill(at) && bringsLife(at) && !isInFlight(at) && !isIdle(at),
        outcome: adopted,
      }),
      caseOf('refresh.succeeded', 'an old attempt brings a live token while none is in flight', {
        applies: (at) => countsStill(at) && bringsLife(at) && isIdle(at),
        outcome: adopted,
      }),
    ],
  },
  {
    in: 'live',
    when: 'any other `refresh.succeeded`, with a dead token',
    then: '`refresh.ignored`, `expired`; if the attempt was in flight, it failed: the next row',
    cases: [
      caseOf('refresh.succeeded', 'an old attempt brings a dead token', {
        applies: (at) => countsStill(at) && !bringsLife(at) && !isInFlight(at),
        outcome: (at) => ({ facts: [ignored(at, 'expired')], state: at.from }),
      }),
      caseOf('refresh.succeeded', 'the attempt in flight brings a dead token', {
        applies: (at) => !bringsLife(at) && isInFlight(at) && !isLastHope(at),
        outcome: (at) => ({ facts: [ignored(at, 'expired')], state: idle(at) }),
      }),
      caseOf('refresh.succeeded', 'the last hope brings a dead token', {
        policy: 'kick',
        applies: (at) => !bringsLife(at) && isLastHope(at),
        outcome: (at) => ({ facts: [ignored(at, 'expired'), kicked(at)], state: 'kicked' }),
      }),
    ],
  },
  {
    in: 'requesting',
    when: '`refresh.failed` of the attempt in flight',
    then: 'idle, `retryAtMs` as the event says; but kick, `expired` and in a conference: `participant.kicked`, `kicked`',
    cases: [
      caseOf('refresh.failed', 'the attempt in flight fails', {
        applies: (at) => isInFlight(at) && !isLastHope(at),
        outcome: (at) => ({ ...nothing(at), state: idle(at) }),
      }),
      caseOf('refresh.failed', 'the last hope fails', {
        policy: 'kick',
        applies: isLastHope,
        outcome: (at) => ({ facts: [kicked(at)], state: 'kicked' }),
      }),
    ],
  },
  {
    in: 'live',
    when: '`refresh.failed` of an old attempt',
    then: '`refresh.ignored`, `superseded`',
    cases: [
      caseOf('refresh.failed', 'an old attempt fails while another is in flight', {
        applies: (at) => !wasNeverMade(at) && !isInFlight(at) && !isIdle(at),
        outcome: (at) => ({ facts: [ignored(at, 'superseded')], state: at.from }),
      }),
      caseOf('refresh.failed', 'an old attempt fails while none is in flight', {
        applies: (at) => !wasNeverMade(at) && isIdle(at),
        outcome: (at) => ({ facts: [ignored(at, 'superseded')], state: at.from }),
      }),
    ],
  },
]
