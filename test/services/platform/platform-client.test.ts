import { createPlatformClient, type Platform, type SessionScope } from 'halflife/platform'
import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { anyScope, eventually, stage, stagedClient, strangersClient } from './stage.ts'

const sent = ({ requests }: Platform) => Object.values(requests).reduce((sum, count) => sum + count)

describe('a client access token', () => {
  it('is got with scopes, an externalId and a life', async () => {
    const { client } = await stagedClient()
    const sessionScope = ['conf:create', 'session:update'] as const
    const token = await client.getClientAccessToken({ sessionScope, externalId: 'alice', expiresIn: 5 })
    expect(token).toEqual({ accessToken: expect.any(String), expiresIn: 5, tokenType: 'Bearer' })
    expect(decodeJwt(token.accessToken)).toMatchObject({
      scope: 'conf:create session:update',
      externalId: 'alice',
    })
  })

  it('has the life that the platform chooses, if nobody does', async () => {
    const { client } = await stagedClient()
    expect(await client.getClientAccessToken(anyScope)).toMatchObject({ expiresIn: 3_600 })
  })

  it.each([
    ['sessionScope', { sessionScope: [] }],
    ['sessionScope', { sessionScope: ['conf:create', 'conf:destroy'] }],
    ['sessionScope', { sessionScope: 'conf:create' }],
    ['sessionScope', {}],
    ['expiresIn', { ...anyScope, expiresIn: 0 }],
    ['expiresIn', { ...anyScope, expiresIn: -1 }],
    ['expiresIn', { ...anyScope, expiresIn: 86_401 }],
    ['expiresIn', { ...anyScope, expiresIn: 1.5 }],
    ['expiresIn', { ...anyScope, expiresIn: Number.NaN }],
    ['expiresIn', { ...anyScope, expiresIn: '60' }],
    ['externalId', { ...anyScope, externalId: 'x'.repeat(1_025) }],
    ['externalId', { ...anyScope, externalId: 'é'.repeat(513) }],
    ['externalId', { ...anyScope, externalId: '' }],
    ['externalId', { ...anyScope, externalId: 7 }],
  ])('with a bad %s is refused before anything is sent: %j', async (field, request) => {
    const { platform, client } = await stagedClient()
    const error = await client
      .getClientAccessToken(request as { sessionScope: SessionScope[] })
      .catch((e) => e)
    expect(error).toMatchObject({ name: 'TokenRequestError', code: 'ERR_TOKEN_REQUEST', field })
    expect(error.message).toMatch(new RegExp(`^${field} must be `))
    expect(sent(platform)).toBe(0)
  })

  it('is got at the very limits', async () => {
    const { client } = await stagedClient()
    for (const expiresIn of [1, 86_400]) {
      const request = { ...anyScope, expiresIn, externalId: 'é'.repeat(512) }
      expect(await client.getClientAccessToken(request)).toMatchObject({ expiresIn })
    }
  })
})

describe('a legacy token', () => {
  it('is got, and its refresh token gives the next, once', async () => {
    const { client } = await stagedClient()
    const first = await client.getLegacyToken({ expiresIn: 60 })
    expect(first).toEqual({
      accessToken: expect.any(String),
      refreshToken: expect.any(String),
      expiresIn: 60,
      tokenType: 'Bearer',
    })
    const second = await client.refreshLegacyToken(first)
    expect(second.accessToken).not.toBe(first.accessToken)
    await expect(client.refreshLegacyToken(first)).rejects.toMatchObject({
      code: 'ERR_PLATFORM',
      status: 400,
      errorReason: 'Invalid_grant',
    })
    await expect(client.refreshLegacyToken(second)).resolves.toBeDefined()
  })

  it('is refused before anything is sent, with a bad life or no refresh token', async () => {
    const { platform, client } = await stagedClient()
    await expect(client.getLegacyToken({ expiresIn: 86_401 })).rejects.toMatchObject({
      code: 'ERR_TOKEN_REQUEST',
      field: 'expiresIn',
    })
    await expect(client.refreshLegacyToken({ refreshToken: '' })).rejects.toMatchObject({
      code: 'ERR_TOKEN_REQUEST',
      field: 'refreshToken',
    })
    expect(sent(platform)).toBe(0)
  })
})

describe('a call that fails', () => {
  it('says what the platform said', async () => {
    const { platform } = await stage()
    const client = createPlatformClient({ url: platform.url, appKey: platform.appKey, appSecret: 'wrong' })
    await expect(client.getApiToken()).rejects.toMatchObject({
      name: 'PlatformError',
      code: 'ERR_PLATFORM',
      why: 'refused',
      status: 401,
      errorCode: 91,
      errorReason: 'Invalid_client',
      message:
        'The platform refused POST /v1/auth/token: 401 Invalid_client (91). ' +
        'Check that the key and secret, or the token, are the right ones and still valid.',
    })
  })

  it('says that nobody answered', async () => {
    const { platform, client } = await stagedClient()
    platform.faults.set({ outage: true })
    await expect(client.getLegacyToken()).rejects.toMatchObject({ code: 'ERR_PLATFORM', why: 'unreachable' })
    await platform.close()
    await expect(client.getApiToken()).rejects.toThrow(
      'could not be reached for POST /v1/auth/token (ECONNREFUSED)',
    )
  })

  it('says that the time ran out', async () => {
    const { clock, platform, client } = await stagedClient({ timeoutMs: 50 })
    platform.faults.set({ latencyMs: 60_000 })
    const asked = client.getLegacyToken().catch((error) => error)
    await eventually(() => expect(platform.requests['POST /v1/oauth2/token']).toBe(1))
    clock.advance(49)
    await expect(Promise.race([asked, clock.settle().then(() => 'waiting')])).resolves.toBe('waiting')
    clock.advance(1)
    expect(await asked).toMatchObject({
      code: 'ERR_PLATFORM',
      why: 'timed-out',
      message: 'The platform did not answer POST /v1/oauth2/token within 50 ms.',
    })
    expect(platform.requests['POST /v1/oauth2/token']).toBe(1)
  })

  it('rejects with the reason of its own signal, and leaves the others alone', async () => {
    const { clock, platform, client } = await stagedClient()
    platform.faults.set({ latencyMs: 1_000 })
    const controller = new AbortController()
    const mine = client.getApiToken({ signal: controller.signal })
    const others = client.getApiToken()
    await eventually(() => expect(platform.requests['POST /v1/auth/token']).toBe(1))
    const reason = new Error('no longer wanted')
    controller.abort(reason)
    await expect(mine).rejects.toBe(reason)
    clock.advance(1_000)
    await expect(others).resolves.toEqual(expect.any(String))
    expect(platform.requests['POST /v1/auth/token']).toBe(1)
  })

  it('aborts a request that is under way, and is not made with a signal that is aborted already', async () => {
    const { platform, client } = await stagedClient()
    await expect(client.getApiToken({ signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    })
    expect(sent(platform)).toBe(0)
    await client.getApiToken()
    platform.faults.set({ latencyMs: 1_000 })
    const controller = new AbortController()
    const underway = client.getClientAccessToken({ ...anyScope, signal: controller.signal })
    await eventually(() => expect(platform.requests['POST /v2/client-access-token']).toBe(1))
    controller.abort()
    await expect(underway).rejects.toMatchObject({ name: 'AbortError' })
    const before = sent(platform)
    for (const call of [client.getApiToken, client.getLegacyToken]) {
      await expect(call({ signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' })
    }
    expect(sent(platform)).toBe(before)
  })

  it.each([
    ['no JSON', 'hello'],
    ['no token', '{}'],
    ['an empty token', '{"access_token":"","expires_in":60}'],
    ['no life', '{"access_token":"a"}'],
    ['a life of nothing', '{"access_token":"a","expires_in":0}'],
    ['JSON null', 'null'],
  ])('says that the answer was not that of the platform: %s', async (_, body) => {
    const { client } = await strangersClient(() => ({ status: 200, body }))
    await expect(client.getApiToken()).rejects.toMatchObject({ code: 'ERR_PLATFORM', why: 'unreadable' })
  })

  it('does not follow a redirect with the secret', async () => {
    const headers = { location: '/elsewhere' }
    const { seen, client } = await strangersClient(() => ({ status: 307, headers, body: '' }))
    await expect(client.getApiToken()).rejects.toMatchObject({ why: 'refused', status: 307 })
    expect(seen).toEqual(['/v1/auth/token'])
  })
})

describe('a client', () => {
  it.each([
    [{ url: 'nonsense' }, /^url /],
    [{ url: 'ftp://127.0.0.1' }, /^url /],
    [{ url: 'http://key:canary@127.0.0.1' }, /^url /],
    [{ appKey: '' }, /^appKey /],
    [{ appKey: 'a:b' }, /^appKey /],
    [{ appSecret: 'line\nbreak' }, /^appSecret /],
    [{ appSecret: undefined }, /^appSecret /],
    [{ timeoutMs: 0 }, /^timeoutMs /],
    [{ timeoutMs: 2 ** 31 }, /^timeoutMs /],
    [{ timeoutMs: Number.NaN }, /^timeoutMs /],
    [{ totalTimeoutMs: 0 }, /^totalTimeoutMs /],
    [{ retries: -1 }, /^retries /],
    [{ retries: 1.5 }, /^retries /],
    [{ retries: 101 }, /^retries /],
    [{ clock: {} }, /^clock /],
    [{ fetch: 'fetch' }, /^fetch /],
  ])('is not made with %j', (wrong, message) => {
    const options = { url: 'http://127.0.0.1', appKey: 'key', appSecret: 'secret', ...wrong } as never
    expect(() => createPlatformClient(options)).toThrow(expect.objectContaining({ code: 'ERR_OPTION' }))
    expect(() => createPlatformClient(options)).toThrow(message)
    expect(() => createPlatformClient(options)).not.toThrow(/canary/)
  })

  it('finds a platform under a path', async () => {
    const { seen } = await strangersClient(() => ({ status: 500, body: '' }))
    const fetched: string[] = []
    const fetch = (async (url: URL) => {
      fetched.push(String(url))
      return new Response('{"access_token":"a","expires_in":60}')
    }) as typeof globalThis.fetch
    const client = createPlatformClient({ url: 'https://host/base/', appKey: 'k', appSecret: 's', fetch })
    await client.getApiToken()
    expect(fetched).toEqual(['https://host/base/v1/auth/token'])
    expect(seen).toEqual([])
  })
})
