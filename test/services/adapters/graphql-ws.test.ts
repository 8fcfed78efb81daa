import { type ClientOptions, createClient } from 'graphql-ws'
import { kick } from 'halflife'
import { graphqlWsOptions } from 'halflife/adapters/graphql-ws'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { until } from '../../end-to-end/until.ts'
import { startGraphqlServer } from './graphql-ws-server.ts'
import { type World, world } from './setting.ts'

/** Subscriptions of one client, and what came of them. */
function client({ session }: Pick<World, 'session'>, url: string, options: Partial<ClientOptions> = {}) {
  const ws = createClient({
    url,
    webSocketImpl: WebSocket,
    // The waits are the client's own, in real time.
    retryWait: async () => {},
    ...graphqlWsOptions(session),
    ...options,
  })
  onTestFinished(() => void ws.dispose())
  return {
    ws,
    subscribe() {
      const next = vi.fn()
      const outcome = vi.fn()
      ws.subscribe(
        { query: 'subscription { beat }' },
        { next, error: outcome, complete: () => outcome('complete') },
      )
      return { next, outcome }
    },
  }
}

describe('graphql-ws with a session', () => {
  it('begins a connection with the usable token', async () => {
    const stage = world()
    const server = await startGraphqlServer(stage)
    const { next } = client(stage, server.url).subscribe()
    await until(() => server.followers === 1)
    server.beat()
    await until(() => next.mock.calls.length === 1)
    expect(next.mock.calls).toEqual([[{ data: { beat: 'beat' } }]])
    expect(server.tokens).toEqual(['token-0'])
  })

  it('on an expired token asks once for 20 clients at once, and all are served', async () => {
    const stage = world()
    const server = await startGraphqlServer(stage)
    stage.clock.setForward(60_000)
    for (let n = 0; n < 20; n += 1) client(stage, server.url).subscribe()
    await until(() => server.followers === 20)
    expect(stage.asked).toEqual([{ isExpired: true, stage: 'expiry' }])
    expect(new Set(server.tokens)).toEqual(new Set(['token-1']))
  })

  it('comes back with a newer token when the server ends the connection at the end of the token', async () => {
    const stage = world()
    const server = await startGraphqlServer(stage)
    const { next, outcome } = client(stage, server.url).subscribe()
    await until(() => server.followers === 1)
    stage.clock.setForward(60_000)
    server.hangUp()
    await until(() => server.followers === 1)
    server.beat()
    await until(() => next.mock.calls.length === 1)
    expect(server.tokens).toEqual(['token-0', 'token-1'])
    expect([stage.asked, outcome.mock.calls]).toEqual([[{ isExpired: true, stage: 'expiry' }], []])
  })

  it('on a token that is refused in the middle of its life asks once for 20 clients, and all are served', async () => {
    const stage = world()
    const server = await startGraphqlServer(stage)
    stage.revoke('token-0')
    for (let n = 0; n < 20; n += 1) client(stage, server.url).subscribe()
    await until(() => server.followers === 20)
    expect(stage.asked).toEqual([{ isExpired: true, stage: 'rejection' }])
    expect(server.tokens.filter((token) => token === 'token-1')).toHaveLength(20)
  })

  it('gives up after the attempts that the client allows, when every token is refused', async () => {
    const stage = world()
    const server = await startGraphqlServer({ isGood: () => false })
    const { outcome } = client(stage, server.url, { retryAttempts: 3 }).subscribe()
    await until(() => outcome.mock.calls.length === 1)
    expect(outcome.mock.calls[0]?.[0]).toBeDefined()
    // Refused once, asked once; refused again, the next one has to wait.
    expect([server.tokens, stage.asked.length]).toEqual([['token-0', 'token-1'], 1])
  })

  it('after 4401 the client does not come back by itself, but the next subscription has a new token', async () => {
    const stage = world()
    const server = await startGraphqlServer(stage, 4401)
    stage.revoke('token-0')
    const { subscribe } = client(stage, server.url)
    const { outcome } = subscribe()
    await until(() => outcome.mock.calls.length === 1)
    expect(outcome.mock.calls[0]?.[0]).toMatchObject({ code: 4401 })
    const { next } = subscribe()
    await until(() => server.followers === 1)
    server.beat()
    await until(() => next.mock.calls.length === 1)
    expect(server.tokens).toEqual(['token-0', 'token-1'])
  })

  it('tries again while there is no token, and is served when there is one', async () => {
    let isDown = true
    const stage = world({
      token: null,
      refresh: async () => {
        if (isDown) throw new Error('down')
        return { value: 'token-0', expiresInSeconds: 60 }
      },
    })
    const server = await startGraphqlServer(stage)
    let closed = 0
    const retryWait = vi.fn(async (retries: number) => {
      // As the client's own waits are, this one is longer than a connection takes to close.
      await until(() => closed > retries)
      if (retries < 2) return
      isDown = false
      await stage.clock.advanceAsync(1_000)
    })
    const { ws, subscribe } = client(stage, server.url, { retryWait })
    ws.on('closed', () => {
      closed += 1
    })
    const { next, outcome } = subscribe()
    await until(() => server.followers === 1)
    server.beat()
    await until(() => next.mock.calls.length === 1)
    expect(retryWait).toHaveBeenCalledTimes(3)
    expect([server.tokens, outcome.mock.calls]).toEqual([['token-0'], []])
  })

  it('does not come back for a participant who was kicked, and says why', async () => {
    const stage = world({ policy: kick })
    const server = await startGraphqlServer(stage)
    stage.session.joinedConference()
    stage.session.ejectedFromConference()
    const { outcome } = client(stage, server.url).subscribe()
    await until(() => outcome.mock.calls.length === 1)
    expect(outcome.mock.calls[0]?.[0]).toMatchObject({ code: 'ERR_PARTICIPANT_KICKED' })
    expect(server.tokens).toEqual([])
  })

  it('comes back after a lost connection with the same token: nothing was said against it', async () => {
    const stage = world()
    const server = await startGraphqlServer(stage)
    client(stage, server.url).subscribe()
    await until(() => server.followers === 1)
    server.hangUp(1012)
    await until(() => server.followers === 1)
    expect([server.tokens, stage.asked]).toEqual([['token-0', 'token-0'], []])
  })

  it('shows the token as the server wants it, and heeds its own codes', async () => {
    const stage = world()
    const { connectionParams, shouldRetry, on } = graphqlWsOptions(stage.session, {
      params: (token) => ({ headers: { 'x-token': token } }),
      rejectedBy: [4100],
    })
    expect(await connectionParams()).toEqual({ headers: { 'x-token': 'token-0' } })
    on.closed({ code: 4403, reason: '' })
    on.closed(undefined)
    expect(stage.session.token()).toBe('token-0')
    on.closed({ code: 4100, reason: '' })
    expect(() => stage.session.token()).toThrow('rejected')
    expect([{ code: 4100 }, new Error('lost'), undefined].map(shouldRetry)).toEqual([true, false, false])
  })

  it('does not blame a newer token for a connection that began with an older one', async () => {
    const stage = world()
    const { connectionParams, on } = graphqlWsOptions(stage.session)
    await connectionParams()
    await stage.session.refreshNow()
    on.closed({ code: 4403, reason: '' })
    expect(stage.session.token()).toBe('token-1')
  })
})
