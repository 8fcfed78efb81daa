import { type AuthServerOptions, type LogEntry, startAuthServer } from 'halflife/platform'
import { decodeJwt } from 'jose'
import { describe, expect, it, onTestFinished } from 'vitest'
import { answerOf, call, eventually, stage } from './stage.ts'

async function staged(options: Partial<AuthServerOptions> = {}) {
  const entries: LogEntry[] = []
  const { clock, platform } = await stage({ log: (entry) => entries.push(entry) })
  const { url: platformUrl, appKey, appSecret } = platform
  const server = await startAuthServer({ platformUrl, appKey, appSecret, clock, ...options })
  onTestFinished(() => server.close())
  const ask = (body: unknown) =>
    fetch(`${server.url}/access-token`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  return { clock, platform, server, ask }
}

describe('a customer’s authentication server', () => {
  it('hands a participant its token', async () => {
    const { platform, ask } = await staged({ expiresIn: 4, sessionScope: ['conf:create', 'session:update'] })
    const response = await ask({ externalId: 'alice' })
    expect(response.status).toBe(200)
    const { accessToken, ...rest } = await answerOf(response)
    expect(rest).toEqual({ expiresIn: 4 })
    expect(decodeJwt(accessToken)).toMatchObject({ externalId: 'alice', scope: 'conf:create session:update' })
    expect((await call(platform, accessToken, 'POST', '/v2/sessions', {})).status).toBe(201)
  })

  it('asks the platform for one API token, and for one token a participant', async () => {
    const { platform, server, ask } = await staged()
    await Promise.all(Array.from({ length: 20 }, (_, i) => ask({ externalId: `participant-${i}` })))
    expect(server.requests).toBe(20)
    expect(platform.requests['POST /v1/auth/token']).toBe(1)
    expect(platform.requests['POST /v2/client-access-token']).toBe(20)
  })

  it.each([{}, { externalId: 7 }, { externalId: '' }, { externalId: 'é'.repeat(513) }, 'null', '{', ''])(
    'refuses %j',
    async (body) => {
      const { platform, ask } = await staged()
      const response = await ask(body)
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({ error: expect.stringContaining('externalId must be a string') })
      expect(platform.requests['POST /v2/client-access-token']).toBe(0)
    },
  )

  it('is down, and up again', async () => {
    const { server, ask } = await staged()
    server.outage(true)
    await expect(ask({ externalId: 'alice' })).rejects.toThrow('fetch failed')
    server.outage(true, 'unavailable')
    expect((await ask({ externalId: 'alice' })).status).toBe(503)
    server.outage(false)
    expect((await ask({ externalId: 'alice' })).status).toBe(200)
    expect(server.requests).toBe(3)
  })

  it('breaks an answer that is under way when it goes down', async () => {
    const { platform, server, ask } = await staged()
    platform.faults.set({ latencyMs: 1_000 })
    const asked = ask({ externalId: 'alice' }).catch((error) => error)
    await eventually(() => expect(platform.requests['POST /v1/auth/token']).toBe(1))
    server.outage(true)
    expect(await asked).toMatchObject({ message: 'fetch failed' })
  })

  it('says that the platform failed, and not how it stands with it', async () => {
    const { platform, ask } = await staged({ appSecret: 'wrong' })
    const refused = await ask({ externalId: 'alice' })
    expect(refused.status).toBe(502)
    expect(await refused.json()).toEqual({ error: 'The platform gave no token' })
    platform.faults.set({ outage: true })
    expect((await ask({ externalId: 'alice' })).status).toBe(502)
  })

  it.each([
    [{ expiresIn: 0 }, 'ERR_TOKEN_REQUEST'],
    [{ sessionScope: [] }, 'ERR_TOKEN_REQUEST'],
    [{ appSecret: '' }, 'ERR_OPTION'],
    [{ platformUrl: 'nowhere' }, 'ERR_OPTION'],
    [{ port: -1 }, 'ERR_OPTION'],
  ])('is not started with %j', async (wrong, code) => {
    const options = { platformUrl: 'http://127.0.0.1', appKey: 'key', appSecret: 'secret', ...wrong }
    await expect(startAuthServer(options as AuthServerOptions)).rejects.toMatchObject({ code })
  })
})
