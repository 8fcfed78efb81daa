import { inspect } from 'node:util'
import {
  createConferenceClient,
  createPlatformClient,
  type LogEntry,
  startAuthServer,
  startPlatform,
} from 'halflife/platform'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bearerFetch, call, postForm, stage, tokenFor } from './stage.ts'

const secret = 'canary-secret-7f3a9c'
const everything = (value: unknown): string =>
  inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true })

/** What must not be in a text: the secrets, plainly, in Basic's Base64, and in parts of 16 characters. */
function expectNone(text: string, ...secrets: string[]) {
  for (const value of [secret, ...secrets]) {
    for (const form of [value, Buffer.from(`key:${value}`).toString('base64'), encodeURIComponent(value)]) {
      for (let at = 0; at + 16 <= form.length; at += 1) {
        // The head of a JWT is the same for all, and tells nothing.
        const part = form.slice(at, at + 16)
        if (!part.startsWith('eyJhbGciOiJIUzI1')) expect(text).not.toContain(part)
      }
    }
  }
}

describe('no secret and no token', () => {
  it('is in the log, whatever a caller puts where', async () => {
    const entries: LogEntry[] = []
    const { platform } = await stage({
      appKey: 'key',
      appSecret: secret,
      log: (entry) => entries.push(entry),
    })
    const token = await tokenFor(platform, 'alice')
    await call(platform, token, 'GET', `/v2/conferences/${token}/participants?access_token=${token}`)
    await call(platform, token, 'GET', `/${token}`)
    await call(platform, 'forged', 'POST', '/v2/sessions', { name: token })
    await postForm(platform, '/v1/oauth2/token', { grant_type: 'refresh_token', refresh_token: token })
    expect(entries.length).toBeGreaterThanOrEqual(6)
    expect(Object.keys(entries[0] ?? {})).toEqual(['method', 'path', 'status', 'durationMs'])
    expectNone(JSON.stringify(entries), ...token.split('.').slice(1))
  })

  it('is seen in a platform, a client or a server that is inspected or made JSON', async () => {
    const platform = await startPlatform({ appKey: 'key', appSecret: secret, adminKey: `${secret}-admin` })
    onTestFinished(() => platform.close())
    const client = createPlatformClient(platform)
    const token = await client.getApiToken()
    const server = await startAuthServer({ platformUrl: platform.url, appKey: 'key', appSecret: secret })
    onTestFinished(() => server.close())
    for (const object of [platform, client, server, platform.faults, platform.conferences]) {
      expectNone(everything(object) + JSON.stringify(object), `${secret}-admin`, token.split('.')[1] ?? '')
    }
  })

  it('is in the error of a call that the platform refused, though it echo what it was sent', async () => {
    const echo = (async (_url: URL, { headers, body }: RequestInit) => {
      const { authorization } = headers as Record<string, string>
      const said = `${authorization} ${body}`
      return Response.json(
        { error_code: 1, error_reason: said, error_description: said },
        { status: 400, statusText: 'Bad' },
      )
    }) as typeof fetch
    const client = createPlatformClient({
      url: 'http://127.0.0.1',
      appKey: 'key',
      appSecret: secret,
      fetch: echo,
    })
    const errors = await Promise.all([
      client.getApiToken().catch((e) => e),
      client.refreshLegacyToken({ refreshToken: 'canary-refresh-token-51' }).catch((e) => e),
    ])
    for (const error of errors) {
      expect(error).toMatchObject({ code: 'ERR_PLATFORM', status: 400, errorReason: undefined })
      expectNone(everything(error) + error.stack, 'canary-refresh-token-51')
    }
  })

  it('is in the error of a call that never arrived, though fetch throw the whole request', async () => {
    const leaky = (async (url: URL, init: RequestInit) => {
      throw Object.assign(new TypeError(`fetch failed: ${JSON.stringify(init)}`), { url, init, cause: init })
    }) as typeof fetch
    const client = createPlatformClient({
      url: 'http://127.0.0.1',
      appKey: 'key',
      appSecret: secret,
      fetch: leaky,
    })
    const error = await client.getApiToken().catch((e) => e)
    expect(error).toMatchObject({ code: 'ERR_PLATFORM', why: 'unreachable' })
    expect(error.cause).toBeUndefined()
    expectNone(everything(error) + error.stack)
  })

  it('is in the error of a participant, though it take a token for an ID', async () => {
    const { platform } = await stage()
    const token = await tokenFor(platform, 'alice')
    const client = createConferenceClient({ url: platform.url, fetch: bearerFetch(token).fetch })
    const error = await client.participants(token).catch((e) => e)
    expect(error).toMatchObject({ status: 404 })
    expectNone(everything(error) + error.stack, ...token.split('.').slice(1))
  })

  it('is in what the platform answers to a bad request', async () => {
    const { platform } = await stage()
    const token = await tokenFor(platform, 'alice')
    const response = await postForm(platform, '/v1/auth/token', { grant_type: token, scope: token })
    expectNone(await response.text(), ...token.split('.').slice(1))
  })
})
