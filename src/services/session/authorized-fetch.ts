import { blamesToken } from './challenge.ts'
import { readOrigins } from './origins.ts'
import type { Session } from './session.ts'
import { unlessAborted } from './unless-aborted.ts'

export interface AuthorizedFetchOptions {
  /** Who may see the token, as `https://api.example.com`. Others are fetched without it. */
  readonly origins: readonly string[]
  /** What sends the requests. Default: the platform's `fetch`. */
  readonly fetch?: typeof fetch
}

/**
 * `fetch` with the session's token for the origins named, and for no others. When a call is rejected with 401, the
 * session hears of it, and the call is made once more if that gave a newer token and its body can be sent again;
 * else the caller gets the 401. A 401 that blames something else than the token is left alone (RFC 6750, `error`),
 * and so is one of another origin, to which a redirect led: the token did not go there.
 *
 * Whoever aborts a call does not wait for a token either.
 *
 * @example
 * const api = authorizedFetch(session, { origins: ['https://api.example.com'] })
 * await api('https://api.example.com/v2/conferences', { method: 'POST', body: '{}' })
 * @throws HalflifeError `ERR_OPTION` for what is no origin; from each call: what `fetch` and `freshToken()` throw
 */
export function authorizedFetch(
  session: Pick<Session, 'freshToken' | 'reportRejected'>,
  { origins, fetch: send = (...call) => fetch(...call) }: AuthorizedFetchOptions,
): typeof fetch {
  const allowed = readOrigins(origins)

  return async (input, init) => {
    // A request made of another takes its body away: only the address is asked for.
    const { origin } = new URL(input instanceof Request ? input.url : new Request(input).url)
    if (!allowed.has(origin)) return send(input, init)

    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
    const call = (token: string) => {
      const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined))
      headers.set('authorization', `Bearer ${token}`)
      // A request's body can be read once: each call reads a copy.
      return send(input instanceof Request ? input.clone() : input, { ...init, headers })
    }

    const token = await unlessAborted(session.freshToken(), signal)
    const response = await call(token)
    if (response.status !== 401 || !isOurs(response, origin)) return response
    session.reportRejected(token)
    if (isStream(init?.body)) return response
    const newer = await unlessAborted(session.freshToken(), signal).catch(() => token)
    signal?.throwIfAborted()
    if (newer === token) return response
    await response.body?.cancel()
    return call(newer)
  }
}

/** The 401 is about the token, and comes from where it was sent. */
function isOurs(response: Response, origin: string): boolean {
  if (response.redirected && new URL(response.url).origin !== origin) return false
  return blamesToken(response.headers.get('www-authenticate'))
}

const isStream = (body: unknown): boolean =>
  typeof body === 'object' &&
  body !== null &&
  (body instanceof ReadableStream || Symbol.asyncIterator in body)
