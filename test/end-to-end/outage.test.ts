import { kick } from 'halflife'
import { describe, expect, it } from 'vitest'
import { requested, startMs, startWorld, stateOf } from './world.ts'

/** A web participant and a native one, in a conference, one minute into it: both have been refreshed at one half. */
async function refreshed() {
  const world = await startWorld()
  const alice = await world.participant('alice', { retry: 'points-only' })
  const bob = await world.participant('bob', { policy: kick, retry: 'points-only' })
  await world.pass(30_000)
  await alice.callsApi()
  await bob.callsApi()
  return { ...world, world, alice, bob }
}

describe('while the authentication server works', () => {
  it('every token is replaced at one half of its life, and the platform sees the new one', async () => {
    const { alice, authServer, bob, pass, present } = await refreshed()
    expect(requested(alice.heard)).toEqual(['1 half'])
    expect(requested(bob.heard)).toEqual(['1 half'])
    // Past the end of the first tokens, with a call for each new one.
    for (let half = 0; half < 6; half++) {
      await pass(30_000)
      await alice.callsApi()
      await bob.callsApi()
    }
    expect(present()).toEqual(['alice', 'bob'])
    expect(stateOf(alice.session, bob.session)).toEqual(['valid', 'valid'])
    expect(authServer.requests).toBe(2 + 2 * 7)
    expect(alice.types()).not.toContain('token.expired')
  })
})

describe.each(['dropped', 'unavailable'] as const)('when the authentication server is %s', (how) => {
  it('both ask at one half, three quarters and the end; one is kicked and one stays, here and there', async () => {
    const { alice, authServer, bob, clock, pass, present } = await refreshed()
    authServer.outage(true, how)
    const before = authServer.requests
    await pass(59_000)
    expect(stateOf(alice.session, bob.session)).toEqual([
      'refreshing-three-quarter',
      'refreshing-three-quarter',
    ])
    expect(present()).toEqual(['alice', 'bob'])
    expect(alice.session.token()).toBeTruthy()

    await pass(1_000)
    expect(clock.now()).toBe(startMs + 90_000)
    expect(stateOf(alice.session, bob.session)).toEqual(['expired', 'kicked'])
    expect(present()).toEqual(['alice (expired)'])
    expect(requested(alice.heard)).toEqual(['1 half', '2 half', '3 three-quarter', '4 expiry'])
    expect(requested(bob.heard)).toEqual(['1 half', '2 half', '3 three-quarter'])
    expect(bob.heard.slice(-2)).toMatchObject([
      { type: 'token.expired', atMs: startMs + 90_000 },
      { type: 'participant.kicked', atMs: startMs + 90_000 },
    ])
    expect(authServer.requests - before).toBe(5)
    expect(() => bob.session.token()).toThrow(expect.objectContaining({ code: 'ERR_PARTICIPANT_KICKED' }))
    await expect(bob.callsApi()).rejects.toMatchObject({ code: 'ERR_PARTICIPANT_KICKED' })
    expect(() => alice.session.token()).toThrow(expect.objectContaining({ code: 'ERR_TOKEN_EXPIRED' }))
  })

  it('and works again, who stayed calls back with its next call, and is a good participant again', async () => {
    const { alice, authServer, bob, pass, present } = await refreshed()
    authServer.outage(true, how)
    await pass(100_000)
    await expect(alice.callsApi()).rejects.toMatchObject({ code: 'ERR_REFRESH_FAILED' })
    authServer.outage(false)
    const seen = await alice.callsApi()
    expect(seen).toMatchObject([{ externalId: 'alice', isTokenExpired: false }])
    expect(present()).toEqual(['alice'])
    expect(stateOf(alice.session, bob.session)).toEqual(['valid', 'kicked'])
    expect(alice.types()).not.toContain('participant.kicked')
  })

  it('and works again, who stayed is refreshed by the backoff alone, within a minute', async () => {
    const world = await startWorld()
    const alice = await world.participant('alice')
    world.authServer.outage(true, how)
    await world.pass(600_000)
    expect(alice.session.state).toBe('expired')
    const asked = requested(alice.heard).length
    expect(asked).toBeLessThan(30)
    await expect(alice.callsApi()).rejects.toMatchObject({ code: 'ERR_REFRESH_BACKOFF' })
    expect(requested(alice.heard)).toHaveLength(asked)
    world.authServer.outage(false)
    await world.pass(60_000)
    expect(alice.types()).toContain('token.adopted')
    expect(alice.session.state).not.toBe('expired')
    expect(await alice.callsApi()).toMatchObject([{ externalId: 'alice', isTokenExpired: false }])
  })

  it('and works again before the end, the one who would have been kicked is not', async () => {
    const world = await startWorld()
    const bob = await world.participant('bob', { policy: kick })
    world.authServer.outage(true, how)
    await world.pass(31_000)
    expect(requested(bob.heard)).toEqual(['1 half', '2 retry'])
    expect(bob.session.state).toBe('refreshing-half')
    world.authServer.outage(false)
    await world.pass(2_000)
    expect(requested(bob.heard).slice(2)).toEqual(['3 retry'])
    expect(bob.session.state).toBe('valid')
    await bob.callsApi()
    await world.pass(50_000)
    expect(bob.types()).not.toContain('token.expired')
    expect(world.present()).toEqual(['bob'])
  })
})

describe('when the platform itself is down', () => {
  it('tokens fail with it, and come back with it', async () => {
    const { alice, pass, platform, present } = await refreshed()
    platform.faults.set({ outage: true })
    await pass(61_000)
    expect(alice.session.state).toBe('expired')
    platform.faults.clear()
    expect(await alice.callsApi()).toHaveLength(1)
    expect(present()).toEqual(['alice'])
  })
})
