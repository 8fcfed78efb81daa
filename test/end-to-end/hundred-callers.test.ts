import { describe, expect, it } from 'vitest'
import { type Participant, requested, startWorld } from './world.ts'

const hundred = <T>(make: () => Promise<T>) => Promise.all(Array.from({ length: 100 }, make))

/** A participant whose refreshes at one half and three quarters have failed, a moment before its token's end. */
async function nearTheEnd() {
  const world = await startWorld()
  const alice = await world.participant('alice', { retry: 'points-only' })
  world.authServer.outage(true)
  await world.pass(59_999)
  world.authServer.outage(false)
  expect(alice.session.state).toBe('refreshing-three-quarter')
  const before = { asked: world.authServer.requests, issued: world.tokenRequests }
  const since = () => [world.authServer.requests - before.asked, world.tokenRequests - before.issued]
  return { ...world, alice, since }
}

const fresh = async ({ session }: Participant, tokens: readonly string[]) => {
  const token = session.token()
  expect(token).toBe(tokens.at(-1))
}

describe('a hundred callers', () => {
  it('a moment before the end make no request', async () => {
    const { alice, since } = await nearTheEnd()
    await hundred(() => alice.session.freshToken())
    await hundred(() => alice.callsApi())
    expect(since()).toEqual([0, 0])
  })

  it('at the end, when the timer has fired, share the request it made', async () => {
    const { alice, clock, since, tokens } = await nearTheEnd()
    clock.advance(1)
    const answers = await hundred(() => alice.callsApi())
    expect(answers).toHaveLength(100)
    expect(since()).toEqual([1, 1])
    expect(requested(alice.heard).at(-1)).toBe('3 expiry')
    await fresh(alice, tokens)
  })

  it('at the end, before any timer has fired, make one request', async () => {
    const { alice, clock, since, tokens } = await nearTheEnd()
    clock.setForward(1)
    const answers = await hundred(() => alice.session.freshToken())
    expect(new Set(answers)).toEqual(new Set([tokens.at(-1)]))
    expect(since()).toEqual([1, 1])
    await alice.callsApi()
    expect(since()).toEqual([1, 1])
  })

  it('long after the end, when nobody is trying any more, make one request', async () => {
    const { alice, authServer, pass, since } = await nearTheEnd()
    authServer.outage(true)
    await pass(600_000)
    authServer.outage(false)
    const [asked = 0, issued] = since()
    expect(issued).toBe(0)
    await hundred(() => alice.callsApi())
    expect(since()).toEqual([asked + 1, 1])
  })

  it('whose token was revoked make one request, and all of them get through', async () => {
    const { alice, platform, since, tokens } = await nearTheEnd()
    await platform.faults.revoke({ externalId: 'alice' })
    expect(await hundred(() => alice.callsApi())).toHaveLength(100)
    expect(since()).toEqual([1, 1])
    await fresh(alice, tokens)
  })

  it('when nothing can be had, hear so, of one request', async () => {
    const { alice, authServer, clock, since } = await nearTheEnd()
    authServer.outage(true, 'unavailable')
    clock.advance(1)
    const codes = await hundred(() => alice.session.freshToken().catch(({ code, status }) => [code, status]))
    expect(new Set(codes.map(String))).toHaveLength(1)
    expect(codes[0]).toContain('ERR_REFRESH_FAILED')
    expect(since()).toEqual([1, 0])
  })
})
