import { Readable } from 'node:stream'
import axios, { type AxiosInstance, type CreateAxiosDefaults } from 'axios'
import { kick } from 'halflife'
import { attachToAxios } from 'halflife/adapters/axios'
import { describe, expect, it, vi } from 'vitest'
import { until } from '../../end-to-end/until.ts'
import { startApi, type World, world } from './setting.ts'

/** An instance of axios that was given the session, for these origins. */
function attached(
  { session }: Pick<World, 'session'>,
  origins: string[],
  defaults: CreateAxiosDefaults = {},
) {
  const client = axios.create({ proxy: false, ...defaults })
  return Object.assign(client, attachToAxios(client, session, { origins }))
}
const failure = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error) => error,
  )

describe.each(['http', 'fetch'] as const)('axios (its %s adapter) with a session', (adapter) => {
  const staged = async () => {
    const stage = world()
    const api = await startApi(stage)
    return { ...stage, api, client: attached(stage, [api.origin], { adapter }) }
  }

  it('sends the usable token, whichever that is', async () => {
    const { clock, asked, api, client } = await staged()
    expect((await client.get(api.url)).data).toMatchObject({ path: '/things' })
    await clock.advanceAsync(30_000)
    await client.get(api.url)
    expect(api.tokens()).toEqual(['token-0', 'token-1'])
    expect(asked).toEqual([{ isExpired: false, stage: 'half' }])
  })

  it('on an expired token asks once for 50 calls at once, and all succeed', async () => {
    const { clock, asked, api, client } = await staged()
    clock.setForward(60_000)
    const answers = await Promise.all(Array.from({ length: 50 }, () => client.get(api.url)))
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200))
    expect(asked).toEqual([{ isExpired: true, stage: 'expiry' }])
    expect(new Set(api.tokens())).toEqual(new Set(['token-1']))
  })

  it('on a 401 in the middle of a life asks once for 50 calls at once, and all succeed', async () => {
    const { asked, revoke, api, client } = await staged()
    revoke('token-0')
    const answers = await Promise.all(Array.from({ length: 50 }, () => client.get(api.url)))
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200))
    expect(asked).toEqual([{ isExpired: true, stage: 'rejection' }])
    expect(api.tokens().filter((token) => token === 'token-0').length).toBeLessThanOrEqual(50)
    expect(api.tokens().filter((token) => token === 'token-1')).toHaveLength(50)
  })

  it('sends the body again as it was, and once', async () => {
    const { revoke, api, client } = await staged()
    revoke('token-0')
    await client.post(api.url, { name: 'alice' })
    expect(api.seen.map(({ method, body }) => [method, body])).toEqual([
      ['POST', '{"name":"alice"}'],
      ['POST', '{"name":"alice"}'],
    ])
    const types = api.seen.map(({ headers }) => headers['content-type'])
    expect(types[1]).toBe(types[0])
    await client.post(api.url, 'text', { headers: { 'content-type': 'text/plain' } })
    expect(api.seen.at(-1)?.body).toBe('text')
  })

  it('shows no other origin the token, by address or by redirect', async () => {
    const stage = world()
    const api = await startApi(stage)
    const other = await startApi(stage)
    const client = attached(stage, [api.origin], { adapter })
    const errors = [
      await failure(client.get(other.url)),
      await failure(client.get(`${api.origin}/redirect`, { params: { to: other.url } })),
    ]
    expect(errors.map((error) => error.response.status)).toEqual([401, 401])
    expect(new Set(other.tokens())).toEqual(new Set([undefined]))
    expect(api.tokens()[0]).toBe('token-0')
  })

  it('keeps the token where a redirect stays at home', async () => {
    const { api, client } = await staged()
    await client.get(`${api.origin}/redirect`, { params: { to: '/things' } })
    expect(api.tokens()).toEqual(['token-0', 'token-0'])
  })
})

describe('axios with a session', () => {
  const staged = async (refusal?: Parameters<typeof startApi>[1], defaults: CreateAxiosDefaults = {}) => {
    const stage = world()
    const api = await startApi(stage, refusal)
    return { ...stage, api, client: attached(stage, [api.origin], defaults) }
  }

  it('does not blame the token for the 401 of another origin that a redirect led to', async () => {
    const stage = world()
    const api = await startApi(stage)
    const other = await startApi(stage)
    const client = attached(stage, [api.origin])
    await failure(client.get(`${api.origin}/redirect`, { params: { to: other.url } }))
    expect([stage.asked, other.seen.length]).toEqual([[], 1])
  })

  it('finds the origin of a baseURL, and heeds what other interceptors make of it, before and after it', async () => {
    const stage = world()
    const api = await startApi(stage)
    const other = await startApi(stage)
    for (const [baseURL, moved] of [
      [api.origin, other.origin],
      [other.origin, api.origin],
    ]) {
      const client = axios.create({ baseURL: baseURL as string, proxy: false })
      client.interceptors.request.use((config) => ({ ...config, baseURL: moved as string }))
      attachToAxios(client, stage.session, { origins: [api.origin] })
      client.interceptors.request.use((config) => config)
      await failure(client.get('/things'))
    }
    expect(other.tokens()).toEqual([undefined])
    // It was not allowed when the token was to be had: then there is none, wherever it goes.
    expect(api.tokens()).toEqual([undefined])
    const client = attached(stage, [api.origin], { baseURL: api.origin })
    await client.get('/things')
    expect(api.tokens()).toEqual([undefined, 'token-0'])
  })

  it('takes an allowed origin from an interceptor that ran before it', async () => {
    const { api, client } = await staged()
    client.interceptors.request.use((config) => ({ ...config, baseURL: api.origin }))
    await client.get('/things')
    expect(api.tokens()).toEqual(['token-0'])
  })

  it('makes the body once, with what the app makes of it', async () => {
    const { revoke, api, client } = await staged(undefined, {
      transformRequest: (data, headers) => {
        headers.set('content-type', 'text/plain')
        return `<${data}>`
      },
    })
    revoke('token-0')
    await client.post(api.url, 'text')
    expect(api.seen.map(({ body }) => body)).toEqual(['<text>', '<text>'])
  })

  it('tries a second time and no third', async () => {
    const { revoke, asked, api, client } = await staged()
    for (const token of ['token-0', 'token-1', 'token-2']) revoke(token)
    const error = await failure(client.get(api.url))
    expect(error).toMatchObject({ name: 'AxiosError', response: { status: 401 } })
    expect(api.tokens()).toEqual(['token-0', 'token-1'])
    expect(asked).toHaveLength(1)
  })

  it('gives the 401 where nothing better can be had, whether the app takes it for an error or not', async () => {
    for (const validateStatus of [null, (status: number) => status < 300]) {
      const stage = world({ refresh: async () => Promise.reject(new Error('down')) })
      const api = await startApi(stage)
      stage.revoke('token-0')
      const client = attached(stage, [api.origin], { validateStatus })
      const outcome = await client.get(api.url).catch((error) => error.response)
      expect([outcome.status, api.seen.length]).toEqual([401, 1])
    }
  })

  it('retries though the app takes a 401 for an answer', async () => {
    const { revoke, api, client } = await staged(undefined, { validateStatus: null })
    revoke('token-0')
    expect((await client.get(api.url)).status).toBe(200)
    expect(api.tokens()).toEqual(['token-0', 'token-1'])
  })

  it.each([
    { status: 401, headers: { 'www-authenticate': 'Bearer error="insufficient_scope"' } },
    { status: 403 },
    { status: 503 },
  ])('leaves alone what does not blame the token: %j', async (refusal) => {
    const { revoke, asked, api, client } = await staged(refusal)
    revoke('token-0')
    const { response } = await failure(client.get(api.url))
    expect([response.status, api.seen.length, asked]).toEqual([refusal.status, 1, []])
  })

  it('reports the rejection of a call whose body is gone, and does not send half of it again', async () => {
    const { revoke, asked, api, client } = await staged()
    revoke('token-0')
    const { response } = await failure(client.post(api.url, Readable.from(['a', 'b'])))
    expect([response.status, api.seen.length]).toEqual([401, 1])
    await until(() => asked.length === 1)
  })

  it('fails with what freshToken() throws, and nothing is sent', async () => {
    const stage = world({ token: null, refresh: async () => Promise.reject(new Error('down')) })
    const api = await startApi(stage)
    const client = attached(stage, [api.origin])
    expect(await failure(client.get(api.url))).toMatchObject({ code: 'ERR_REFRESH_BACKOFF', reason: 'threw' })
    await stage.session.close()
    expect(await failure(client.get(api.url))).toMatchObject({ code: 'ERR_SESSION_CLOSED' })
    expect(api.seen).toEqual([])
  })

  it('asks anew for a participant under kick, too', async () => {
    const stage = world({ policy: kick })
    const api = await startApi(stage)
    stage.session.joinedConference()
    stage.revoke('token-0')
    await attached(stage, [api.origin]).get(api.url)
    expect(api.tokens()).toEqual(['token-0', 'token-1'])
  })

  it('does not wait for a token when the call is aborted: axios says that it is', async () => {
    const stage = world({ token: null, refresh: () => new Promise(() => {}) })
    const api = await startApi(stage)
    const client = attached(stage, [api.origin])
    const controller = new AbortController()
    const call = failure(client.get(api.url, { signal: controller.signal }))
    controller.abort()
    const error = await call
    expect([axios.isCancel(error), api.seen]).toEqual([true, []])
    expect(axios.isCancel(await failure(client.get(api.url, { signal: AbortSignal.abort() })))).toBe(true)
  })

  it('does not wait for the second token when the call is aborted meanwhile', async () => {
    const stage = world({ refresh: () => new Promise(() => {}) })
    const api = await startApi(stage)
    stage.revoke('token-0')
    const controller = new AbortController()
    const call = failure(attached(stage, [api.origin]).get(api.url, { signal: controller.signal }))
    await until(() => stage.session.state === 'expired')
    controller.abort()
    expect(axios.isCancel(await call)).toBe(true)
    expect(api.seen).toHaveLength(1)
  })

  it('lets later interceptors see one answer, once, and earlier ones each', async () => {
    const stage = world()
    const api = await startApi(stage)
    stage.revoke('token-0')
    const client = axios.create({ proxy: false }) as AxiosInstance
    const before = vi.fn()
    client.interceptors.response.use(undefined, (error) => {
      before(error.response.status)
      throw error
    })
    attachToAxios(client, stage.session, { origins: [api.origin] })
    const after = vi.fn()
    client.interceptors.response.use((response) => {
      after(response.status)
      return response.data
    })
    expect(await client.get(api.url)).toEqual({ path: '/things', body: '' })
    expect([before.mock.calls, after.mock.calls]).toEqual([[[401]], [[200]]])
  })

  it('shows the token to no interceptor, in no answer, and not in an error made JSON', async () => {
    const { revoke, api, client } = await staged()
    const shown: unknown[] = []
    client.interceptors.request.use((config) => {
      shown.push(JSON.stringify(config))
      return config
    })
    const { config } = await client.get(api.url)
    for (const token of ['token-0', 'token-1']) revoke(token)
    const error = await failure(client.get(api.url))
    const text = [...shown, JSON.stringify(config), JSON.stringify(error), String(error.stack)].join()
    expect(text).not.toMatch(/token-\d/)
    expect(api.tokens()).toEqual(['token-0', 'token-0', 'token-1'])
  })

  it('takes the token off before a redirect to elsewhere, and calls what the app does before one', async () => {
    const stage = world()
    const calls: unknown[] = []
    const client = attached(stage, ['https://api.example.com'], {
      beforeRedirect: (options) => void calls.push(options),
      adapter: async (config) => {
        const headers = { AUTHORIZATION: String(config.headers.get('Authorization')), accept: 'all' }
        const call = (href: string) => {
          const redirect = { href, headers: { ...headers } }
          config.beforeRedirect?.(
            redirect,
            { headers: {}, statusCode: 307 },
            { url: '', method: '', headers: {} },
          )
          return redirect.headers
        }
        const data = [
          call('https://api.example.com/b'),
          call('https://www.api.example.com/'),
          call('http://api.example.com/'),
        ]
        return { data, status: 200, statusText: '', headers: {}, config }
      },
    })
    const { data } = await client.get('https://api.example.com/a')
    expect(data).toEqual([
      { AUTHORIZATION: 'Bearer token-0', accept: 'all' },
      { accept: 'all' },
      { accept: 'all' },
    ])
    expect(calls).toHaveLength(3)
  })

  it('leaves calls alone from when it is detached', async () => {
    const { api, client } = await staged()
    client.detach()
    await failure(client.get(api.url))
    expect(api.tokens()).toEqual([undefined])
  })

  it.each([['api.example.com'], ['https://api.example.com/'], ['*'], [7], undefined])(
    'is not attached for %j',
    (origins) => {
      const { session } = world()
      expect(() =>
        attachToAxios(axios.create(), session, { origins: (origins && [origins]) as never }),
      ).toThrow(expect.objectContaining({ code: 'ERR_OPTION' }))
    },
  )
})
