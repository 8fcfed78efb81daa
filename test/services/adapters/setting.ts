import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { type Options, opaque, open } from '../session/setting.ts'

/** A request as it came. */
export interface Seen {
  readonly path: string
  readonly method: string
  readonly token: string | undefined
  readonly body: string
  readonly headers: IncomingMessage['headers']
}

/**
 * A session on a test clock, and what issues its tokens and judges them, by the same clock. A token lives a minute.
 * Time passes only when told to.
 */
export function world(options: Options = {}) {
  const ends = new Map<string, number>()
  const revoked = new Set<string>()
  const asked: { readonly isExpired: boolean; readonly stage: string }[] = []
  const opened = open({
    refresh: async (isExpired, { attempt, stage }) => {
      asked.push({ isExpired, stage })
      return issue(`token-${attempt}`)
    },
    ...options,
  })
  const { clock, session } = opened
  function issue(token: string) {
    ends.set(token, clock.now() + 60_000)
    return opaque(token)
  }
  issue('token-0')
  return {
    clock,
    session,
    asked,
    isGood: (token: string | undefined): boolean =>
      token !== undefined && !revoked.has(token) && clock.now() < (ends.get(token) ?? 0),
    revoke: (token: string) => void revoked.add(token),
  }
}

export type World = ReturnType<typeof world>

interface Answer {
  readonly status: number
  readonly headers?: Record<string, string>
}

/** An API that takes good tokens alone, on an origin of its own. `/redirect?to=` leads elsewhere. */
export async function startApi(
  { isGood }: Pick<World, 'isGood'>,
  refusal: Answer = { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } },
) {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url = '', headers } = request
    const { pathname: path, searchParams } = new URL(url, 'http://api')
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1]
    const body = Buffer.concat(chunks).toString()
    seen.push({ path, method, token, body, headers })
    const to = searchParams.get('to')
    if (to !== null) return void response.writeHead(307, { location: to }).end()
    if (!isGood(token)) return void response.writeHead(refusal.status, refusal.headers).end('{"error":"no"}')
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ path, body }))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { origin, url: `${origin}/things`, seen, tokens: () => seen.map(({ token }) => token) }
}
