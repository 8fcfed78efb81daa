import { caseOf, type Row } from './row.ts'
import {
  isExpired,
  isIdle,
  isRetryDue,
  isShared,
  kicked,
  newPoint,
  requested,
  requesting,
  tokenExpired,
} from './words.ts'

const points = [
  { point: 1, name: 'one half', stage: 'half' },
  { point: 2, name: 'three quarters', stage: 'three-quarter' },
] as const

/** What `deadline.reached` comes to. */
export const pointRows: readonly Row[] = [
  {
    in: 'live, not `expired`',
    when: '`deadline.reached` handles one half, or three quarters',
    then: '`refreshing-half.requesting`, or `refreshing-three-quarter.requesting`',
    cases: points.flatMap(({ point, name, stage }) => [
      caseOf('deadline.reached', `${name} is handled`, {
        applies: (at) => newPoint(at) === point && !isExpired(at) && !isShared(at),
        outcome: (at) => ({ facts: [requested(at, stage)], state: `refreshing-${stage}.requesting` }),
      }),
      caseOf('deadline.reached', `${name} is handled, and shares the attempt in flight`, {
        overlap: 'join',
        applies: (at) => newPoint(at) === point && !isExpired(at) && isShared(at),
        outcome: () => ({ facts: [], state: `refreshing-${stage}.requesting` }),
      }),
    ]),
  },
  {
    in: '`expired`, by a rejection',
    when: '`deadline.reached` handles one half, or three quarters',
    then: '`expired.requesting`',
    cases: points.flatMap(({ point, name, stage }) => [
      caseOf('deadline.reached', `${name} of a rejected token is handled`, {
        policy: 'stay',
        applies: (at) => newPoint(at) === point && isExpired(at) && !isShared(at),
        outcome: (at) => ({ facts: [requested(at, stage)], state: 'expired.requesting' }),
      }),
      caseOf('deadline.reached', `${name} of a rejected token is handled, and shares the attempt in flight`, {
        policy: 'stay',
        overlap: 'join',
        applies: (at) => newPoint(at) === point && isExpired(at) && isShared(at),
        outcome: () => ({ facts: [], state: 'expired.requesting' }),
      }),
    ]),
  },
  {
    in: 'live; stay, or not in a conference',
    when: '`deadline.reached` handles the end',
    then: '`token.expired` (unless it was said), `expired.requesting`',
    cases: [false, true].flatMap((isSaid) => {
      const name = isSaid ? 'the end of a rejected token is handled' : 'the end is handled'
      const isOurs = (at: Parameters<typeof newPoint>[0]) =>
        newPoint(at) === 3 &&
        isExpired(at) === isSaid &&
        (at.before.policy === 'stay' || !at.before.inConference)
      const policy = isSaid ? { policy: 'stay' as const } : {}
      return [
        caseOf('deadline.reached', name, {
          ...policy,
          applies: (at) => isOurs(at) && !isShared(at),
          outcome: (at) => ({
            facts: [...(isSaid ? [] : [tokenExpired(at)]), requested(at, 'expiry')],
            state: 'expired.requesting',
          }),
        }),
        caseOf('deadline.reached', `${name}, and shares the attempt in flight`, {
          ...policy,
          overlap: 'join',
          applies: (at) => isOurs(at) && isShared(at),
          outcome: (at) => ({ facts: isSaid ? [] : [tokenExpired(at)], state: 'expired.requesting' }),
        }),
      ]
    }),
  },
  {
    in: 'live; kick, in a conference',
    when: '`deadline.reached` handles the end',
    then: '`token.expired`, `participant.kicked`; `kicked`',
    cases: [
      caseOf('deadline.reached', 'the end is handled, in a conference', {
        policy: 'kick',
        applies: (at) => newPoint(at) === 3 && at.before.policy === 'kick' && at.before.inConference,
        outcome: (at) => ({ facts: [tokenExpired(at), kicked(at)], state: 'kicked' }),
      }),
    ],
  },
  {
    in: 'idle',
    when: '`deadline.reached`, no new point, and `retryAtMs` has come',
    then: 'same state, requesting; stage `retry`',
    cases: [
      caseOf('deadline.reached', 'the time of a retry has come', {
        applies: (at) => newPoint(at) === 0 && isIdle(at) && isRetryDue(at),
        outcome: (at) => ({ facts: [requested(at, 'retry')], state: requesting(at) }),
      }),
    ],
  },
]
