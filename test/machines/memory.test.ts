import { describe, expect, it } from 'vitest'
import type { TokenEvent, TokenInput } from '../../src/index.ts'
import type { Policy } from '../../src/machines/token-life.ts'
import { machineDecider } from '../../src/testing/index.ts'
import {
  deadline,
  demanded,
  ejected,
  failed,
  joined,
  left,
  life,
  rejected,
  resumed,
  succeeded,
  supplied,
} from '../properties/say.ts'

// A token of one minute, from 0: its points are 30 000, 45 000 and 60 000. A checkpoint holds all that is remembered.

const fresh = life(31_000, 91_000)

/** All that a machine remembers after these events. */
const remembered = (policy: Policy, events: readonly TokenEvent[], input: Partial<TokenInput> = {}) => {
  const token = { issuedAtMs: 0, expiresAtMs: 60_000 }
  let state = machineDecider.initial({ policy, input: { token, atMs: 0, ...input } })
  for (const event of events) state = machineDecider.decide(state, event).state
  return state.snapshot.context
}

const first = {
  atMs: 0,
  overlap: 'allow',
  generation: 0,
  issuedAtMs: 0,
  expiresAtMs: 60_000,
  jitterMs: 0,
  claimedExpMs: null,
  pointsHandled: 0,
  isRejected: false,
  hasExpired: false,
  lastAttempt: 0,
  supersededAttempt: 0,
  inFlight: null,
  retryAtMs: null,
  quietUntilMs: null,
  failures: 0,
  rejectedInARow: 0,
  isInConference: false,
} as const

describe('a machine remembers', () => {
  it('at first its token, and nothing else', () => {
    expect(remembered('stay', [])).toStrictEqual(first)
    const token = { issuedAtMs: 1, expiresAtMs: 60_001, jitterMs: 2, claimedExpMs: 61_000 }
    expect(remembered('kick', [], { token, atMs: 3, overlap: 'join' })).toStrictEqual({
      ...first,
      ...token,
      atMs: 3,
      overlap: 'join',
    })
  })

  it('the attempt in flight, by its stage', () => {
    expect(remembered('stay', [deadline(30_000)])).toStrictEqual({
      ...first,
      atMs: 30_000,
      pointsHandled: 1,
      lastAttempt: 1,
      inFlight: 'half',
    })
  })

  it('a failure, and when to try again', () => {
    const backingOff = [demanded(1), failed(2, 1, { retryAtMs: 1000 })]
    const remembers = { ...first, lastAttempt: 1, failures: 1 }
    expect(remembered('stay', backingOff)).toStrictEqual({ ...remembers, atMs: 2, retryAtMs: 1000 })
    expect(remembered('stay', [demanded(1), failed(2, 1)])).toStrictEqual({ ...remembers, atMs: 2 })
    expect(remembered('stay', [...backingOff, demanded(3), failed(4, 2)])).toStrictEqual({
      ...remembers,
      atMs: 4,
      lastAttempt: 2,
      failures: 2,
    })
  })

  it('of an adoption the new token alone, and which attempts are superseded', () => {
    const before = [joined(1), deadline(30_000), failed(30_001, 1, { retryAtMs: 30_500 }), demanded(30_400)]
    const adopted = {
      ...first,
      atMs: 31_000,
      generation: 1,
      issuedAtMs: 31_000,
      expiresAtMs: 91_000,
      lastAttempt: 2,
      isInConference: true,
    }
    const answered = succeeded(
      31_000,
      1,
      { ...fresh, jitterMs: 5, claimedExpMs: 92_000 },
      { quietUntilMs: 33_000 },
    )
    expect(remembered('stay', [...before, answered])).toStrictEqual({
      ...adopted,
      jitterMs: 5,
      claimedExpMs: 92_000,
      supersededAttempt: 1,
      quietUntilMs: 33_000,
    })
    expect(remembered('stay', [...before, supplied(31_000, fresh)])).toStrictEqual({
      ...adopted,
      supersededAttempt: 2,
    })
  })

  it('of a token that the app supplies only what is said of such', () => {
    const said = { ...supplied(31_000, fresh), attempt: 0, quietUntilMs: 40_000 } as TokenEvent
    expect(remembered('stay', [deadline(30_000), said])).toStrictEqual(
      remembered('stay', [deadline(30_000), supplied(31_000, fresh)]),
    )
  })

  it('how many generations were rejected, one after the other', () => {
    const one = [rejected(1), succeeded(2, 1, life(2, 60_002))]
    expect(remembered('stay', one)).toMatchObject({ isRejected: false, rejectedInARow: 1 })
    const two = [...one, rejected(3, 1), rejected(4, 1), succeeded(5, 2, life(5, 60_005))]
    expect(remembered('stay', two)).toMatchObject({ generation: 2, rejectedInARow: 2 })
    // A generation that nobody rejected ends the row.
    expect(remembered('stay', [...two, supplied(6, life(6, 60_006))])).toMatchObject({
      generation: 3,
      rejectedInARow: 0,
    })
  })

  it('the end of the quiet time as the time to try again', () => {
    const renewed = [demanded(1), succeeded(2, 1, life(2, 60_002), { quietUntilMs: 5000 })]
    expect(remembered('stay', [...renewed, rejected(3, 1)])).toStrictEqual({
      ...first,
      atMs: 3,
      generation: 1,
      issuedAtMs: 2,
      expiresAtMs: 60_002,
      isRejected: true,
      hasExpired: true,
      lastAttempt: 1,
      supersededAttempt: 1,
      retryAtMs: 5000,
      quietUntilMs: 5000,
      rejectedInARow: 1,
    })
  })

  it('whether the participant is in the conference', () => {
    for (const policy of ['stay', 'kick'] as const) {
      expect(remembered(policy, [joined(1)])).toStrictEqual({ ...first, atMs: 1, isInConference: true })
      expect(remembered(policy, [joined(1), left(2)])).toStrictEqual({ ...first, atMs: 2 })
      expect(remembered(policy, [joined(1), ejected(3)])).toStrictEqual({ ...first, atMs: 3 })
    }
  })

  it('under kick, at the end, all that led to it', () => {
    expect(remembered('kick', [joined(1), deadline(60_000)])).toStrictEqual({
      ...first,
      atMs: 60_000,
      pointsHandled: 3,
      hasExpired: true,
    })
    const lastHopeLost = [deadline(60_000), joined(60_001), failed(60_002, 1)]
    expect(remembered('kick', lastHopeLost)).toStrictEqual({
      ...first,
      atMs: 60_002,
      pointsHandled: 3,
      hasExpired: true,
      lastAttempt: 1,
      failures: 1,
    })
    const withDeadToken = [deadline(60_000), joined(60_001), succeeded(60_002, 1, life(0, 60_000))]
    expect(remembered('kick', withDeadToken)).toStrictEqual(remembered('kick', lastHopeLost))
  })

  it('no time of what changes nothing', () => {
    for (const nothing of [
      deadline(29_999),
      rejected(5, 7),
      resumed(5, 0),
      supplied(60_000, life(0, 60_000)),
    ])
      expect(remembered('stay', [nothing])).toStrictEqual(first)
  })
})
