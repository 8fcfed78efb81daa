import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type AuthorizedFetchOptions, authorizedFetch } from 'halflife'
import { onTestFinished } from 'vitest'
import { until } from '../../end-to-end/until.ts'
import { type Call, type Options, opaque, open } from './setting.ts'

/** A request as it came. */
export interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  /** The token it carried. */
  readonly token: string | undefined
}

export interface Answer {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly body?: string
}

/** An API on a port of its own, which is an origin of its own. Closed when the test is over. */
export async function startApi(answer: (seen: Seen) => Answer = () => ({})) {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url: path = '', headers } = request
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1]
    const one: Seen = { method, path, headers, body: Buffer.concat(chunks).toString(), token }
    seen.push(one)
    const { status = 200, headers: given = {}, body = 'here you are' } = answer(one)
    response.writeHead(status, given).end(body)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { origin, url: `${origin}/things`, seen, tokens: () => seen.map(({ token }) => token) }
}

/** An API that takes any token but these. */
export const rejecting = (tokens: readonly string[], challenge = 'Bearer error="invalid_token"') =>
  startApi(({ token }) =>
    token !== undefined && !tokens.includes(token)
      ? {}
      : { status: 401, headers: { 'www-authenticate': challenge }, body: 'no' },
  )

/** A session on a test clock whose callback answers at once, and a `fetch` for it. */
export function withSession(
  origins: readonly string[],
  options: Options = {},
  fetchOptions: Partial<AuthorizedFetchOptions> = {},
) {
  const asked: number[] = []
  const opened = open({
    refresh: async (_, { attempt }) => {
      asked.push(attempt)
      return opaque(`token-${attempt}`)
    },
    ...options,
  })
  return { ...opened, asked, api: authorizedFetch(opened.session, { origins, ...fetchOptions }) }
}

/** As `withSession`, but the test answers the calls. */
export function withCallback(origins: readonly string[], options: Options = {}) {
  const opened = open(options)
  return { ...opened, api: authorizedFetch(opened.session, { origins }) }
}

/** The attempt of that number, once it is made. */
export const attemptOf = async (calls: readonly Call[], attempt: number): Promise<Call> => {
  await until(() => calls.some((call) => call.attempt === attempt))
  return calls.find((call) => call.attempt === attempt) as Call
}
