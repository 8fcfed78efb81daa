import { HalflifeError } from '../../errors.ts'
import type { Session } from './session.ts'

export interface AuthorizedFetchOptions {
  /** Who may see the token, as `https://api.example.com`. Others are fetched without it. */
  readonly origins: readonly string[]
  /** What sends the requests. Default: the platform's `fetch`. */
  readonly fetch?: typeof fetch
}

/**
 * `fetch` with the session's token for the origins named, and for no others. When a call is rejected with 401, the
 * session hears of it, and the call is made once more if that gave a newer token and its body can be sent again;
 * else the caller gets the 401. A 401 that blames something else than the token is left alone (RFC 6750, `error`).
 *
 * @throws HalflifeError `ERR_OPTION` for what is no origin; from each call: what `fetch` and `freshToken()` throw
 */
export function authorizedFetch(
  session: Pick<Session, 'freshToken' | 'reportRejected'>,
  { origins, fetch: send = (...call) => fetch(...call) }: AuthorizedFetchOptions,
): typeof fetch {
  const allowed = new Set(origins.map(originOf))

  return async (input, init) => {
    const { url } = new Request(input, withoutBody(init))
    if (!allowed.has(new URL(url).origin)) return send(input, init)

    const call = (token: string) => {
      const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined))
      headers.set('authorization', `Bearer ${token}`)
      // A request's body can be read once: each call reads a copy.
      return send(input instanceof Request ? input.clone() : input, { ...init, headers })
    }

    const token = await session.freshToken()
    const response = await call(token)
    if (response.status !== 401 || !blamesToken(response)) return response
    session.reportRejected(token)
    if (isStream(init?.body)) return response
    const newer = await session.freshToken().catch(() => token)
    if (newer === token) return response
    await response.body?.cancel()
    return call(newer)
  }
}

function originOf(origin: string): string {
  if (URL.canParse(origin) && new URL(origin).origin === origin) return origin
  throw new HalflifeError(
    'ERR_OPTION',
    `origins: ${JSON.stringify(origin)} is no origin, as https://api.example.com.`,
  )
}

function blamesToken(response: Response): boolean {
  const error = /\berror\s*=\s*"?([\w-]+)/i.exec(response.headers.get('www-authenticate') ?? '')?.[1]
  return error === undefined || error === 'invalid_token'
}

/** Only the address is asked for, and a body would be used up by asking. */
function withoutBody(init: RequestInit | undefined): RequestInit | undefined {
  return init?.body == null ? init : { ...init, body: '' }
}

const isStream = (body: unknown): boolean =>
  typeof body === 'object' &&
  body !== null &&
  (body instanceof ReadableStream || Symbol.asyncIterator in body)
