import { type Policy, TokenExpiredError } from 'halflife'
import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs, requested, skewed, startWorld } from './world.ts'

const skewMs = 70 * minuteMs
/** Whose clock is wrong; by how much the platform's is ahead of the true time, and the participant's. */
const wrong: [whose: string, platformMs: number, participantMs: number][] = [
  ['the platform’s clock is 70 minutes behind', -skewMs, 0],
  ['the platform’s clock is 70 minutes ahead', skewMs, 0],
  ['the participant’s clock is 70 minutes ahead', 0, skewMs],
  ['the participant’s clock is 70 minutes behind', 0, -skewMs],
]

/** The most calls in any minute. */
const densest = (atMs: readonly number[]) =>
  Math.max(0, ...atMs.map((fromMs) => atMs.filter((ms) => ms >= fromMs && ms < fromMs + minuteMs).length))

describe.each(['stay', 'kick'] as const)('tokens of an hour, policy %s', (policy: Policy) => {
  it.each(wrong)('work all day when %s, with few calls', async (_, platformMs, participantMs) => {
    const world = await startWorld({ ttlMs: hourMs })
    world.platform.faults.set({ clockSkewMs: platformMs })
    const alice = await world.participant('alice', { policy, clock: skewed(world.clock, participantMs) })
    const aheadMs = participantMs - platformMs
    const hours = 8
    for (let quarter = 0; quarter < 4 * hours; quarter++) {
      await world.pass(15 * minuteMs)
      expect(await alice.callsApi()).toMatchObject([{ externalId: 'alice', isTokenExpired: false }])
      expect(alice.session.token()).toBeTruthy()
    }
    expect(world.present()).toEqual(['alice'])

    const skews = alice.heard.filter(({ type }) => type === 'clock.skewed')
    expect(skews).toEqual(aheadMs > 0 ? [expect.objectContaining({ aheadMs })] : [])
    const calls = alice.heard.flatMap(({ type, atMs }) => (type === 'refresh.requested' ? [atMs] : []))
    // Two an hour; and one at the opening, where the first token looked dead.
    expect(calls.length).toBe(2 * hours + (aheadMs > 0 ? 1 : 0))
    expect(densest(calls)).toBeLessThanOrEqual(3)
    expect(world.authServer.requests).toBe(1 + calls.length)
  })

  it('survive a clock of the platform that is corrected by 50 minutes, either way', async () => {
    for (const clockSkewMs of [-50 * minuteMs, 50 * minuteMs]) {
      const world = await startWorld({ ttlMs: hourMs })
      world.platform.faults.set({ clockSkewMs })
      const alice = await world.participant('alice', { policy })
      await world.pass(2 * hourMs)
      await alice.callsApi()
      const before = requested(alice.heard).length
      world.platform.faults.set({ clockSkewMs: clockSkewMs / 10 })
      for (let quarter = 0; quarter < 8; quarter++) {
        await world.pass(15 * minuteMs)
        await alice.callsApi()
      }
      expect(alice.session.token()).toBeTruthy()
      expect(requested(alice.heard).length - before).toBeLessThanOrEqual(8)
    }
  })
})

describe('a clock that is wrong from the very first', () => {
  it('and ahead, opens the session expired, with one call; its answer is believed', async () => {
    const world = await startWorld({ ttlMs: hourMs })
    const clock = skewed(world.clock, skewMs)
    const alice = await world.participant('alice', { clock })
    expect(requested(alice.heard)).toEqual(['1 expiry'])
    expect(alice.types()).toEqual(['token.expired', 'refresh.requested', 'clock.skewed', 'token.adopted'])
    expect(alice.session.token()).toBe(world.tokens[1])
  })

  it('and a first token that is truly dead, costs one call, and nobody speaks of a clock', async () => {
    const world = await startWorld()
    const token = await world.askFor('alice')
    await world.pass(2 * minuteMs)
    const alice = await world.participant('alice', { token })
    expect(requested(alice.heard)).toEqual(['1 expiry'])
    expect(alice.types()).not.toContain('clock.skewed')
    expect(() => alice.session.token()).not.toThrow(TokenExpiredError)
  })
})
