import { caseOf, type Row, type SituationOf } from './row.ts'
import {
  isIdle,
  isQuiet,
  isRetryAhead,
  nothing,
  rejectedAndExpired,
  requested,
  tokenRejected,
} from './words.ts'

type Rejection = SituationOf<'api.rejected'>
const isCurrent = ({ before, event }: Rejection) => event.generation === before.generation
const under = (policy: 'stay' | 'kick', at: Rejection) => at.before.policy === policy && isCurrent(at)
/** Nothing is waited for. */
const isFree = (at: Rejection) => !isRetryAhead(at) && !isQuiet(at)

/** What a rejection by the platform comes to. */
export const rejectionRows: readonly Row[] = [
  {
    in: 'live',
    when: '`api.rejected` of another generation',
    then: 'nothing: the caller tries again with the token in use',
    cases: [
      caseOf('api.rejected', 'an older generation is rejected', {
        applies: ({ before, event }) => event.generation < before.generation,
        outcome: nothing,
      }),
      caseOf('api.rejected', 'a generation is rejected that is not yet', {
        applies: ({ before, event }) => event.generation > before.generation,
        outcome: nothing,
      }),
    ],
  },
  {
    in: 'idle; stay',
    when: '`api.rejected` of this generation',
    then: '`token.rejected` and `token.expired` (unless said); `expired.requesting`, stage `rejection`; but `expired.idle` until `retryAtMs`, or else `quietUntilMs`, if that lies ahead',
    cases: [
      caseOf('api.rejected', 'the token is rejected, and an attempt made', {
        policy: 'stay',
        applies: (at) => under('stay', at) && isIdle(at) && isFree(at) && !at.before.isRejected,
        outcome: (at) => ({
          facts: [...rejectedAndExpired(at), requested(at, 'rejection', true)],
          state: 'expired.requesting',
        }),
      }),
      caseOf('api.rejected', 'the token is rejected once more, and an attempt made', {
        policy: 'stay',
        applies: (at) => under('stay', at) && isIdle(at) && isFree(at) && at.before.isRejected,
        outcome: (at) => ({ facts: [requested(at, 'rejection')], state: 'expired.requesting' }),
      }),
      caseOf('api.rejected', 'the token is rejected, and a retry lies ahead', {
        policy: 'stay',
        applies: (at) => under('stay', at) && isIdle(at) && isRetryAhead(at),
        outcome: (at) => ({ facts: rejectedAndExpired(at), state: 'expired.idle' }),
      }),
      caseOf('api.rejected', 'the token is rejected in a quiet time', {
        policy: 'stay',
        applies: (at) => under('stay', at) && isIdle(at) && !isRetryAhead(at) && isQuiet(at),
        outcome: (at) => ({ facts: rejectedAndExpired(at), state: 'expired.idle' }),
      }),
    ],
  },
  {
    in: 'requesting; stay',
    when: '`api.rejected` of this generation',
    then: '`token.rejected` and `token.expired` (unless said); `expired.requesting`: no second attempt',
    cases: [
      caseOf('api.rejected', 'the token is rejected while an attempt is in flight', {
        policy: 'stay',
        applies: (at) => under('stay', at) && !isIdle(at),
        outcome: (at) => ({ facts: rejectedAndExpired(at), state: 'expired.requesting' }),
      }),
    ],
  },
  {
    in: 'live; kick',
    when: '`api.rejected` of this generation',
    then: '`token.rejected` (unless said); same state, no attempt',
    cases: [
      caseOf('api.rejected', 'the token is rejected, and nobody asked', {
        policy: 'kick',
        applies: (at) => under('kick', at) && !at.before.isRejected,
        outcome: (at) => ({ facts: [tokenRejected(at)], state: at.from }),
      }),
      caseOf('api.rejected', 'the token is rejected once more, and nobody asked', {
        policy: 'kick',
        applies: (at) => under('kick', at) && at.before.isRejected,
        outcome: nothing,
      }),
    ],
  },
]
