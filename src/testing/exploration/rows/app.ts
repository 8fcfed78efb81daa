import { caseOf, type Row, type Situation } from './row.ts'
import { adopted, bringsLife, isExpired, isIdle, kicked, nothing, requested, requesting } from './words.ts'

const isKick = ({ before }: Situation) => before.policy === 'kick'

/** What the app's and the host's words come to. */
export const appRows: readonly Row[] = [
  {
    in: 'live',
    when: '`token.supplied`, a live token',
    then: '`token.adopted` without `attempt`; `valid.idle`; every attempt made so far is superseded',
    cases: [caseOf('token.supplied', 'a live token is supplied', { applies: bringsLife, outcome: adopted })],
  },
  {
    in: 'live',
    when: '`token.supplied`, a dead token',
    then: 'nothing',
    cases: [
      caseOf('token.supplied', 'a dead token is supplied', {
        applies: (at) => !bringsLife(at),
        outcome: nothing,
      }),
    ],
  },
  {
    in: 'idle',
    when: '`refresh.demanded`',
    then: 'same state, requesting; stage `demand`',
    cases: [
      caseOf('refresh.demanded', 'a token is demanded', {
        applies: isIdle,
        outcome: (at) => ({ facts: [requested(at, 'demand')], state: requesting(at) }),
      }),
    ],
  },
  {
    in: 'requesting',
    when: '`refresh.demanded`',
    then: 'nothing: it shares the attempt in flight',
    cases: [
      caseOf('refresh.demanded', 'a token is demanded that is asked for already', {
        applies: (at) => !isIdle(at),
        outcome: nothing,
      }),
    ],
  },
  {
    in: 'live',
    when: '`conference.joined`, `conference.left`',
    then: 'remembered; but kick, `expired.idle` and `conference.joined`: `participant.kicked`, `kicked`',
    cases: [
      caseOf('conference.joined', 'a conference is joined', {
        applies: (at) => !(isKick(at) && isExpired(at) && isIdle(at)),
        outcome: nothing,
      }),
      caseOf('conference.joined', 'a conference is joined with an expired token and no hope', {
        policy: 'kick',
        applies: (at) => isKick(at) && isExpired(at) && isIdle(at),
        outcome: (at) => ({ facts: [kicked(at)], state: 'kicked' }),
      }),
      caseOf('conference.left', 'a conference is left', { applies: () => true, outcome: nothing }),
    ],
  },
  {
    in: 'live',
    when: '`conference.ejected`',
    then: 'out of the conference; kick: `participant.kicked`, `kicked`',
    cases: [
      caseOf('conference.ejected', 'the platform ejects a participant who may stay', {
        policy: 'stay',
        applies: (at) => !isKick(at),
        outcome: nothing,
      }),
      caseOf('conference.ejected', 'the platform ejects the participant', {
        policy: 'kick',
        applies: isKick,
        outcome: (at) => ({ facts: [kicked(at)], state: 'kicked' }),
      }),
    ],
  },
  {
    in: 'requesting, and the attempt in flight is not newer than `attempt`',
    when: '`session.resumed`',
    then: 'same state; a new attempt of the same stage',
    cases: [
      caseOf('session.resumed', 'the attempt in flight is lost, and made again', {
        applies: (at) => !isIdle(at) && at.before.lastAttempt <= at.event.attempt,
        outcome: (at) => ({
          facts: [requested(at, at.before.inFlight?.stage ?? 'demand')],
          state: at.from,
        }),
      }),
    ],
  },
]
