import { SteadyTime } from '../clock/steady-time.ts'
import { placeLife } from '../refresh/place-life.ts'
import { readToken } from '../refresh/read-token.ts'
import type { SessionOptions } from './options.ts'
import type { Session } from './session.ts'
import { settle } from './settings.ts'
import { TokenSession } from './token-session.ts'

/**
 * Opens a session: from now on the token keeps itself alive, until `close()` or a kick.
 *
 * A token that is dead by the local clock opens the session expired, with one call of the callback. What falls
 * due at once is decided at once; the callback and the listeners hear of it a microtask later, so that they may
 * use the session that this call returns.
 *
 * @example
 * const session = openSession({ token, refresh: async () => fetchToken(), policy: stay })
 * await fetch(url, { headers: { authorization: `Bearer ${session.token()}` } })
 * @throws HalflifeError `ERR_OPTION`; `ERR_TOKEN_MALFORMED`, `ERR_TOKEN_TOO_LARGE`, `ERR_LIFETIME`,
 *   `ERR_LIFETIME_UNKNOWN` for a token that cannot be read
 */
export function openSession(options: SessionOptions): Session {
  const settings = settle(options)
  const token = settings.token == null ? undefined : readToken(settings.token)
  const time = new SteadyTime(settings.clock)
  const atMs = time.now()
  const life = token
    ? placeLife(token, atMs, time.wallNow(), settings)
    : { issuedAtMs: atMs, expiresAtMs: atMs }
  const input = { token: life, atMs, ...(settings.overlap && { overlap: settings.overlap }) }
  const session = new TokenSession(settings, time, { input })
  session.record({ type: 'session.opened', atMs, input })
  if (token) session.keep(token)
  session.begin()
  return session
}
