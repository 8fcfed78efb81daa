import { kick } from 'halflife'
import { describe, expect, it } from 'vitest'
import { minuteMs, requested, startWorld } from './world.ts'

describe('a token that the platform revokes', () => {
  it('costs one call: the next one works, and the caller notices nothing', async () => {
    const world = await startWorld({ ttlMs: 60 * minuteMs })
    const alice = await world.participant('alice')
    await world.platform.faults.revoke({ token: alice.session.token() })
    const [before, calls] = [world.tokenRequests, world.authServer.requests]
    expect(await alice.callsApi()).toMatchObject([{ externalId: 'alice' }])
    expect([world.tokenRequests - before, world.authServer.requests - calls]).toEqual([1, 1])
    expect(requested(alice.heard)).toEqual(['1 rejection'])
    expect(alice.types().slice(0, 2)).toEqual(['token.rejected', 'token.expired'])
    expect(alice.session.state).toBe('valid')
    await alice.callsApi()
    expect(world.authServer.requests - calls).toBe(1)
  })

  it('of a participant who would be kicked costs one call too, and no kick', async () => {
    const world = await startWorld()
    const bob = await world.participant('bob', { policy: kick })
    await world.platform.faults.revoke({ externalId: 'bob' })
    expect(await bob.callsApi()).toMatchObject([{ externalId: 'bob', isTokenExpired: false }])
    expect(requested(bob.heard)).toEqual(['1 demand'])
    expect(bob.types()).not.toContain('participant.kicked')
  })

  it('of one participant is nothing to another', async () => {
    const world = await startWorld()
    const alice = await world.participant('alice')
    const bob = await world.participant('bob')
    await world.platform.faults.revoke({ externalId: 'alice' })
    await Promise.all([alice.callsApi(), bob.callsApi()])
    expect([requested(alice.heard), requested(bob.heard)]).toEqual([['1 rejection'], []])
  })

  it('while the authentication server is down leaves its participant in the conference until it is up', async () => {
    const world = await startWorld({ ttlMs: 60 * minuteMs })
    const alice = await world.participant('alice')
    await world.platform.faults.revoke({ externalId: 'alice' })
    world.authServer.outage(true)
    await expect(alice.callsApi()).rejects.toMatchObject({ status: 401, errorReason: 'Invalid_token' })
    expect(alice.session.state).toBe('expired')
    expect(world.present()).toEqual(['alice'])
    world.authServer.outage(false)
    await world.pass(minuteMs)
    expect(alice.session.state).toBe('valid')
    expect(await alice.callsApi()).toMatchObject([{ externalId: 'alice' }])
  })

  it('again and again, as of someone who is banned, does not storm the issuer', async () => {
    const world = await startWorld({ ttlMs: 60 * minuteMs })
    const alice = await world.participant('alice')
    const before = world.authServer.requests
    const rejected = async () => {
      await world.platform.faults.revoke({ externalId: 'alice' })
      await alice.callsApi().catch(() => {})
      await world.quiet()
    }
    // A call every second, for ten minutes.
    for (let second = 0; second < 600; second++) {
      await rejected()
      await world.pass(1_000, 1_000)
    }
    // The waiting time doubles from a second to a minute: half a dozen on the way, then one in 45 s.
    expect(world.authServer.requests - before).toBeLessThan(22)
    expect(world.authServer.requests - before).toBeGreaterThan(10)

    await world.pass(2 * minuteMs, 1_000)
    expect(await alice.callsApi()).toMatchObject([{ externalId: 'alice' }])
    expect(alice.session.state).toBe('valid')
  })
})
