import type { TokenCredential } from '@azure/core-auth'
import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createEmptyPipeline,
  createPipelineRequest,
  type PipelinePolicy,
  redirectPolicy,
} from '@azure/core-rest-pipeline'
import { type AzureCredential, azureCallbacks, azureCredential } from 'halflife/adapters/azure'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { until } from '../../end-to-end/until.ts'
import { startApi, world } from './setting.ts'

const secure = (origin: string) => origin.replace('http:', 'https:')

/** Where TLS would end: Azure's policy shows a token to https alone, and these servers speak http. */
const tlsEnds: PipelinePolicy = {
  name: 'tlsEnds',
  sendRequest(request, next) {
    const url = request.url
    request.url = url.replace('https:', 'http:')
    request.allowInsecureConnection = true
    return next(request).finally(() => {
      request.url = url
    })
  },
}

/** Azure's real pipeline; its cycler keeps time by Date.now(), which is the test clock's here. */
async function staged(policy: (stage: ReturnType<typeof world>, origin: string) => PipelinePolicy) {
  const stage = world()
  vi.spyOn(Date, 'now').mockImplementation(stage.clock.now)
  onTestFinished(() => void vi.restoreAllMocks())
  const api = await startApi(stage)
  const pipeline = createEmptyPipeline()
  pipeline.addPolicy(redirectPolicy())
  pipeline.addPolicy(policy(stage, secure(api.origin)), { afterPolicies: ['redirectPolicy'] })
  pipeline.addPolicy(tlsEnds, { afterPolicies: ['bearerTokenAuthenticationPolicy'] })
  const client = createDefaultHttpClient()
  const get = (url = secure(api.url), options: { abortSignal?: AbortSignal } = {}) =>
    pipeline.sendRequest(client, createPipelineRequest({ url, ...options }))
  return { ...stage, api, get }
}

const withCredential = ({ session }: ReturnType<typeof world>) =>
  bearerTokenAuthenticationPolicy({ credential: azureCredential(session), scopes: 'any' })

const withCallbacks = ({ session }: ReturnType<typeof world>, origin: string) =>
  bearerTokenAuthenticationPolicy({
    scopes: [],
    challengeCallbacks: azureCallbacks(session, { origins: [origin] }),
  })

describe.each([
  ['a credential', withCredential],
  ['callbacks', withCallbacks],
] as const)('Azure’s bearer policy with %s of a session', (_, policy) => {
  it('sends the usable token', async () => {
    const { asked, api, get } = await staged(policy)
    expect((await get()).status).toBe(200)
    expect([api.tokens(), asked]).toEqual([['token-0'], []])
  })

  it('on an expired token asks once for 50 calls at once, and all succeed', async () => {
    const { clock, asked, api, get } = await staged(policy)
    await get()
    clock.setForward(60_000)
    const answers = await Promise.all(Array.from({ length: 50 }, () => get()))
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200))
    expect(asked).toEqual([{ isExpired: true, stage: 'expiry' }])
    expect(new Set(api.tokens().slice(1))).toEqual(new Set(['token-1']))
  })

  it('goes on through ten lives', async () => {
    const { clock, api, get } = await staged(policy)
    for (let life = 0; life < 10; life += 1) {
      expect((await get()).status).toBe(200)
      await clock.advanceAsync(61_000)
    }
    expect(new Set(api.tokens()).size).toBeGreaterThanOrEqual(10)
  })

  it('shows no redirect the token that leads elsewhere', async () => {
    const { api, get, ...stage } = await staged(policy)
    const other = await startApi(stage)
    const { status } = await get(`${secure(api.origin)}/redirect?to=${secure(other.url)}`)
    expect([status, other.tokens()]).toEqual([307, []])
  })
})

describe('Azure’s bearer policy with a credential of a session', () => {
  it('uses a newer token one call later, at most', async () => {
    const { clock, api, get } = await staged(withCredential)
    await get()
    await clock.advanceAsync(30_000)
    await get()
    await clock.advanceAsync(1)
    await get()
    expect(api.tokens().at(-1)).toBe('token-1')
  })

  it('replaces a token that a claims challenge blames, once for all', async () => {
    const stage = world()
    const credential = azureCredential(stage.session)
    await credential.getToken('any')
    const tokens = await Promise.all(
      Array.from({ length: 50 }, () => credential.getToken([], { claims: '{"access_token":{}}' })),
    )
    expect(new Set(tokens.map(({ token }) => token))).toEqual(new Set(['token-1']))
    expect(stage.asked).toEqual([{ isExpired: true, stage: 'rejection' }])
  })
})

describe('Azure’s bearer policy with callbacks of a session', () => {
  it('on a 401 in the middle of a life asks once for 50 calls at once, and all succeed', async () => {
    const { revoke, asked, api, get } = await staged(withCallbacks)
    revoke('token-0')
    const answers = await Promise.all(Array.from({ length: 50 }, () => get()))
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200))
    expect(asked).toEqual([{ isExpired: true, stage: 'rejection' }])
    expect(api.tokens().filter((token) => token === 'token-1')).toHaveLength(50)
  })

  it('follows the session from one call to the next', async () => {
    const { clock, api, get } = await staged(withCallbacks)
    await get()
    await clock.advanceAsync(30_000)
    await get()
    expect(api.tokens()).toEqual(['token-0', 'token-1'])
  })

  it('tries a second time and no third', async () => {
    const { revoke, asked, api, get } = await staged(withCallbacks)
    for (const token of ['token-0', 'token-1']) revoke(token)
    expect((await get()).status).toBe(401)
    expect([api.tokens(), asked.length]).toEqual([['token-0', 'token-1'], 1])
  })

  it('shows another origin nothing, not even of a request that was ours', async () => {
    const { api, session, ...stage } = await staged(withCallbacks)
    const other = await startApi(stage)
    const callbacks = azureCallbacks(session, { origins: [secure(api.origin)] })
    const request = createPipelineRequest({ url: secure(api.url) })
    await callbacks.authorizeRequest({ request })
    expect(request.headers.get('Authorization')).toBe('Bearer token-0')
    request.url = secure(other.url)
    await callbacks.authorizeRequest({ request })
    expect(request.headers.has('Authorization')).toBe(false)
    expect((await stage.get(secure(other.url))).status).toBe(401)
    expect([other.tokens(), stage.asked]).toEqual([[undefined], []])
  })

  it('keeps the token where a redirect stays at home', async () => {
    const { api, get } = await staged(withCallbacks)
    expect((await get(`${secure(api.origin)}/redirect?to=/things`)).status).toBe(200)
    expect(api.tokens()).toEqual(['token-0', 'token-0'])
  })

  it('gives the 401 when there is no newer token', async () => {
    const stage = world({ refresh: async () => Promise.reject(new Error('down')) })
    const callbacks = azureCallbacks(stage.session, { origins: ['https://api.example.com'] })
    const request = createPipelineRequest({ url: 'https://api.example.com' })
    await callbacks.authorizeRequest({ request })
    const response = { headers: { get: () => 'Bearer error="invalid_token"' } }
    expect(await callbacks.authorizeRequestOnChallenge({ request, response })).toBe(false)
    expect(stage.session.state).toBe('expired')
  })

  it('leaves a 401 alone that blames something else', async () => {
    const stage = world()
    const callbacks = azureCallbacks(stage.session, { origins: ['https://api.example.com'] })
    const request = createPipelineRequest({ url: 'https://api.example.com' })
    await callbacks.authorizeRequest({ request })
    const response = { headers: { get: () => 'Bearer error="insufficient_scope"' } }
    expect(await callbacks.authorizeRequestOnChallenge({ request, response })).toBe(false)
    expect(stage.session.token()).toBe('token-0')
  })

  it('lets who aborts go at once', async () => {
    const stage = world({ token: null, refresh: () => new Promise(() => {}) })
    const callbacks = azureCallbacks(stage.session, { origins: ['https://api.example.com'] })
    const controller = new AbortController()
    const request = createPipelineRequest({
      url: 'https://api.example.com',
      abortSignal: controller.signal,
    })
    const authorized = callbacks.authorizeRequest({ request }).catch((error) => error)
    const credential = azureCredential(stage.session)
    const token = credential.getToken('any', { abortSignal: controller.signal }).catch((error) => error)
    controller.abort()
    expect(await authorized).toMatchObject({ name: 'AbortError' })
    expect(await token).toMatchObject({ name: 'AbortError' })
    // Older clients bring signals of their own, which know no reason.
    const old = { aborted: true, addEventListener() {}, removeEventListener() {} }
    await expect(credential.getToken('any', { abortSignal: old })).rejects.toMatchObject({
      name: 'AbortError',
    })
  })

  it('lets who aborts go at once when a second token is waited for, too', async () => {
    const stage = world({ refresh: () => new Promise(() => {}) })
    const callbacks = azureCallbacks(stage.session, { origins: ['https://api.example.com'] })
    const controller = new AbortController()
    const abortSignal = controller.signal
    const request = createPipelineRequest({ url: 'https://api.example.com', abortSignal })
    await callbacks.authorizeRequest({ request })
    const response = { headers: { get: () => undefined } }
    const retried = callbacks.authorizeRequestOnChallenge({ request, response }).catch((error) => error)
    await until(() => stage.session.state === 'expired')
    controller.abort()
    expect(await retried).toMatchObject({ name: 'AbortError' })
  })
})

describe('the token that an Azure client is given', () => {
  it('says when it ends, and that the session is to be asked each time', async () => {
    const { clock, session } = world()
    vi.spyOn(Date, 'now').mockImplementation(clock.now)
    onTestFinished(() => void vi.restoreAllMocks())
    const endMs = clock.now() + 60_000
    clock.setForward(10_000)
    expect(await azureCredential(session).getToken('any')).toEqual({
      token: 'token-0',
      expiresOnTimestamp: endMs,
      refreshAfterTimestamp: clock.now(),
      tokenType: 'Bearer',
    })
  })

  it('is not said to live longer than a whole life, though the clock was set back', async () => {
    const { clock, session } = world()
    vi.spyOn(Date, 'now').mockImplementation(clock.now)
    onTestFinished(() => void vi.restoreAllMocks())
    clock.setBack(3_600_000)
    const { expiresOnTimestamp } = await azureCredential(session).getToken('any')
    expect(expiresOnTimestamp - clock.now()).toBe(60_000)
  })

  it('is of the types of @azure/core-auth', () => {
    const typed = (credential: AzureCredential): TokenCredential => credential
    expect(typed).toBeTypeOf('function')
  })
})
