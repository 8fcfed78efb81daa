import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  createConferenceClient,
  createPlatformClient,
  type Platform,
  type PlatformClientOptions,
  type PlatformOptions,
  startPlatform,
} from 'halflife/platform'
import { onTestFinished, vi } from 'vitest'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'

/** A platform on a test clock, closed when the test is over. */
export async function stage(options: PlatformOptions = {}) {
  const clock = new TestClock(1_800_000_000_250)
  const platform = await startPlatform({ clock, ...options })
  onTestFinished(() => platform.close())
  return { clock, platform }
}

/** Waits until a check holds, however busy the machine is. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 30_000, interval: 10 })

export const anyScope = { sessionScope: ['*'] as const }

/** The client of a staged platform, on the platform's clock. */
export async function stagedClient(options: Partial<PlatformClientOptions> = {}) {
  const { clock, platform } = await stage()
  const { url, appKey, appSecret } = platform
  const client = createPlatformClient({ url, appKey, appSecret, clock, ...options })
  onTestFinished(() => client.close())
  return { clock, platform, client }
}

interface Answer {
  readonly status: number
  readonly headers?: Record<string, string>
  readonly body: string
}

/** The client of a server that is not the platform. */
export async function strangersClient(
  answer: (url: string) => Answer,
  options: Partial<PlatformClientOptions> = {},
) {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(request.url ?? '')
    const { status, headers = {}, body } = answer(request.url ?? '')
    response.writeHead(status, headers).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = createPlatformClient({ url, appKey: 'key', appSecret: 'secret', ...options })
  onTestFinished(async () => {
    await client.close()
    server.closeAllConnections()
    server.close()
  })
  return { seen, client }
}

export const basic = (key: string, secret: string): string =>
  `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`

/** POSTs a form as the platform's application. */
export function postForm(platform: Platform, path: string, form: Record<string, string>, headers = {}) {
  const authorization = basic(platform.appKey, platform.appSecret)
  const body = new URLSearchParams(form)
  return fetch(platform.url + path, { method: 'POST', headers: { authorization, ...headers }, body })
}

/** What the token endpoints answer with, each a part of it. */
interface TokenAnswer {
  readonly access_token: string
  readonly refresh_token: string
  readonly token_type: string
  readonly expires_in: number
  readonly accessToken: string
}

export async function answerOf(response: Response | Promise<Response>): Promise<TokenAnswer> {
  return (await (await response).json()) as TokenAnswer
}

export async function apiToken(platform: Platform, form: Record<string, string> = {}): Promise<string> {
  const response = await postForm(platform, '/v1/auth/token', { grant_type: 'client_credentials', ...form })
  return (await answerOf(response)).access_token
}

/** POSTs a client access token request, as it stands. */
export async function requestToken(platform: Platform, body: unknown, bearer?: string): Promise<Response> {
  const headers = { authorization: `Bearer ${bearer ?? (await apiToken(platform))}` }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return fetch(`${platform.url}/v2/client-access-token`, { method: 'POST', headers, body: text })
}

/** A good client access token. */
export async function tokenFor(
  platform: Platform,
  externalId?: string,
  { expiresIn = 60, sessionScope = 'conf:create' } = {},
): Promise<string> {
  const response = await requestToken(platform, { sessionScope, externalId, expiresIn })
  return (await answerOf(response)).access_token
}

/** Calls the platform with a token (none, if it is empty). */
export function call(platform: Platform, token: string, method: string, path: string, body?: unknown) {
  const headers: Record<string, string> = token === '' ? {} : { authorization: `Bearer ${token}` }
  return fetch(platform.url + path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

/** A `fetch` that authorizes with whatever `token` is at the moment. */
export function bearerFetch(token: string) {
  const holder = { token }
  const authorized: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('authorization', `Bearer ${holder.token}`)
    return fetch(input, { ...init, headers })
  }
  return Object.assign(holder, { fetch: authorized })
}

/** A participant with a token of `expiresIn` seconds and an open session. */
export async function participant(platform: Platform, externalId: string, { expiresIn = 60 } = {}) {
  const bearer = bearerFetch(await tokenFor(platform, externalId, { expiresIn }))
  const client = createConferenceClient({ url: platform.url, fetch: bearer.fetch })
  return { bearer, client, session: await client.openSession({ externalId }) }
}
