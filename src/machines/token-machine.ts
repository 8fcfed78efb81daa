import type { SnapshotFrom } from 'xstate'
import { initialContext, type TokenContext } from './context.ts'
import { deadlineOf } from './deadline.ts'
import type { Policy, Stage } from './token-life.ts'
import { token } from './vocabulary.ts'

/** Stands in every record and checkpoint. A machine that decides otherwise has another number. */
export const machineVersion = 'halflife.token/1'

/** The actors that a machine invokes: for who embeds it both, for who acts on its facts none. */
interface InvokedActors {
  readonly deadline: readonly (typeof deadline)[]
  readonly refresh: readonly (typeof refresh)[]
}
const deadline = {
  id: 'deadline',
  src: 'deadline',
  input: ({ context }: { context: TokenContext }) => ({ atMs: deadlineOf(context) }),
} as const
const refresh = { id: 'refresh', src: 'refresh' } as const
const embedded: InvokedActors = { deadline: [deadline], refresh: [refresh] }

const request = (stage: Stage) => ({ type: 'request', params: { stage } }) as const
const ignore = (why: 'superseded' | 'expired' | 'unknown') => ({ type: 'ignore', params: { why } }) as const

/**
 * The life of an access token. Of several rows for one event, the first whose guard holds is taken; a row of
 * the inner state goes before a row of the outer one; an event without a row changes nothing.
 *
 * The states say how far the token's life has gone, and inside each, whether an attempt to refresh it is in
 * flight. The policies differ in what its end means: `stay` asks on and on, `kick` puts the participant out.
 */
export function createTokenMachine(policy: Policy, actors: InvokedActors = embedded) {
  const stay = <const Row>(...rows: Row[]) => (policy === 'stay' ? rows : [])
  const kick = <const Row>(...rows: Row[]) => (policy === 'kick' ? rows : [])

  /** No attempt is in flight. */
  const idle = token.createStateConfig({
    invoke: actors.deadline,
    on: {
      'deadline.reached': { guard: 'isRetryDue', target: 'requesting', actions: [request('retry')] },
      'refresh.demanded': { target: 'requesting', actions: [request('demand')] },
      'api.rejected': stay(
        { guard: 'isOtherGeneration' },
        { guard: 'isRetryAhead', target: '#expired.idle', actions: ['reject', 'expire'] },
        // Entered again from expired.idle, too: the deadline is another one now.
        {
          guard: 'isQuietTime',
          target: '#expired.idle',
          reenter: true,
          actions: ['reject', 'expire', 'waitForQuiet'],
        },
        { target: '#expired.requesting', actions: ['reject', 'expire', request('rejection')] },
      ),
      'conference.joined': kick({ guard: 'hasExpired', target: '#kicked', actions: ['kick'] }),
    },
  })

  /** An attempt is in flight. Whoever demands one now joins it. */
  const requesting = token.createStateConfig({
    invoke: actors.deadline,
    on: {
      'refresh.succeeded': [
        ...kick({ guard: 'isLastHopeLost', target: '#kicked', actions: [ignore('expired'), 'fail', 'kick'] }),
        { guard: 'isFailure', target: 'idle', actions: [ignore('expired'), 'fail'] },
      ],
      'refresh.failed': [
        ...kick({ guard: 'isLastHopeLost', target: '#kicked', actions: ['fail', 'kick'] }),
        { guard: 'isFailure', target: 'idle', actions: ['fail'] },
      ],
      'api.rejected': stay(
        { guard: 'isOtherGeneration' },
        { target: '#expired.requesting', actions: ['reject', 'expire'] },
      ),
      'session.resumed': { guard: 'isLost', actions: ['remake'] },
    },
  })

  const life = { initial: 'idle', states: { idle, requesting } } as const

  return token.createMachine({
    id: 'halflife.token',
    context: ({ input }) => initialContext(input),

    invoke: actors.refresh,

    on: {
      'deadline.reached': [
        ...kick({
          guard: 'isExpiryDueInConference',
          target: '.kicked',
          actions: ['handlePoints', 'expire', 'kick'],
        }),
        {
          guard: 'isExpiryDue',
          target: '.expired.requesting',
          actions: ['handlePoints', 'expire', request('expiry')],
        },
        {
          guard: 'isThreeQuarterDue',
          target: '.refreshing-three-quarter.requesting',
          actions: ['handlePoints', request('three-quarter')],
        },
        {
          guard: 'isHalfDue',
          target: '.refreshing-half.requesting',
          actions: ['handlePoints', request('half')],
        },
      ],
      'refresh.succeeded': [
        { guard: 'wasNeverMade', actions: [ignore('unknown')] },
        { guard: 'isSuperseded', actions: [ignore('superseded')] },
        { guard: 'isAlive', target: '.valid.idle', actions: ['adopt'] },
        { actions: [ignore('expired')] },
      ],
      'refresh.failed': [
        { guard: 'wasNeverMade', actions: [ignore('unknown')] },
        { actions: [ignore('superseded')] },
      ],
      'token.supplied': { guard: 'isAlive', target: '.valid.idle', actions: ['adopt'] },
      'api.rejected': kick({ guard: 'isOtherGeneration' }, { actions: ['reject'] }),
      'conference.joined': { actions: ['join'] },
      'conference.left': { actions: ['leave'] },
      'conference.ejected': [...kick({ target: '.kicked', actions: ['kick'] }), { actions: ['leave'] }],
    },

    initial: 'valid',
    states: {
      valid: life,
      'refreshing-half': life,
      'refreshing-three-quarter': life,
      expired: {
        id: 'expired',
        ...life,
        on: {
          // Expired before its time, by a rejection: the points still come, and do not make it any better.
          'deadline.reached': [
            {
              guard: 'isThreeQuarterDue',
              target: '.requesting',
              actions: ['handlePoints', request('three-quarter')],
            },
            { guard: 'isHalfDue', target: '.requesting', actions: ['handlePoints', request('half')] },
          ],
        },
      },
      // XState's pure transition() moves a machine that is done, unless every event is forbidden.
      kicked: { id: 'kicked', type: 'final', on: { '*': {} } },
    },
  })
}

/** A token machine of either policy. */
export type TokenMachine = ReturnType<typeof createTokenMachine>

/** All that a token machine knows at a moment. */
export type TokenSnapshot = SnapshotFrom<TokenMachine>
