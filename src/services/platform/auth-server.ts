import { type Context, Hono } from 'hono'
import { HalflifeError } from '../../errors.ts'
import { createPlatformClient, type PlatformClientOptions } from './client/platform-client.ts'
import { PlatformError, TokenRequestError } from './errors.ts'
import { hangUp, listenOnLoopback, type OnNode } from './loopback-server.ts'
import { flawOf, type SessionScope } from './token-request.ts'

/** What {@link startAuthServer} takes. */
export interface AuthServerOptions
  extends Pick<PlatformClientOptions, 'fetch' | 'timeoutMs' | 'totalTimeoutMs' | 'retries' | 'clock'> {
  platformUrl: string
  appKey: string
  appSecret: string
  /** The port on 127.0.0.1. Default 0: any that is free. */
  port?: number
  /** The life of the tokens it hands out, in whole seconds, 1 to 86 400. Default 3 600. */
  expiresIn?: number
  /** What its tokens are good for. Default `['conf:create']`. */
  sessionScope?: readonly SessionScope[]
}

/** How an authentication server fails: its connections break, or it answers 503. */
export type AuthServerOutage = 'dropped' | 'unavailable'

/** A running authentication server. It shows nothing of its key and secret. */
export interface AuthServer extends AsyncDisposable {
  readonly url: string
  /** How many calls of `POST /access-token` came, those during an outage included. */
  readonly requests: number
  /** Fails from now on (default: `'dropped'`), or works again. */
  outage(isOut: boolean, how?: AuthServerOutage): void
  close(): Promise<void>
}

/**
 * A customer's own authentication server: it holds the key and secret, and hands tokens to participants.
 *
 * | endpoint | takes | gives |
 * |---|---|---|
 * | `POST /access-token` | JSON `{ externalId }` | 200 `{ accessToken, expiresIn }`; else 400, 502 (the platform failed) or 503, `{ error }` |
 *
 * It gives everyone who asks what they ask for. A real one first finds out who is asking (by its own log-in,
 * say), and takes the `externalId` from there.
 *
 * @throws (rejects with) HalflifeError `ERR_OPTION`, TokenRequestError
 */
export async function startAuthServer(options: AuthServerOptions): Promise<AuthServer> {
  const { platformUrl, expiresIn = 3_600, sessionScope = ['conf:create'], port = 0 } = options
  const platform = createPlatformClient({ ...options, url: platformUrl })
  const flaw = flawOf({ expiresIn, sessionScope })
  if (flaw) throw new TokenRequestError(flaw)

  let outage: AuthServerOutage | undefined
  let requests = 0
  const app = new Hono<OnNode>()

  app.post('/access-token', async (c) => {
    requests += 1
    if (outage === 'dropped') return hangUp(c.env)
    if (outage === 'unavailable') return c.json({ error: 'Out of service' }, 503)

    const { externalId } = Object(await c.req.json().catch(() => undefined)) as { externalId?: unknown }
    if (typeof externalId !== 'string') return c.json({ error: 'externalId must be a string' }, 400)
    const token = await platform.getClientAccessToken({ sessionScope, externalId, expiresIn })
    return c.json({ accessToken: token.accessToken, expiresIn: token.expiresIn })
  })
  app.onError(explain)

  const server = await listenOnLoopback(app, port)
  async function close(): Promise<void> {
    await Promise.all([server.close(), platform.close()])
  }

  return {
    url: server.url,
    get requests() {
      return requests
    },
    outage(isOut, how = 'dropped') {
      outage = isOut ? how : undefined
      if (outage === 'dropped') server.breakAnswers()
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** Whose fault it was, and no more: participants need not know how we stand with the platform. */
function explain(error: Error, c: Context): Response {
  if (error instanceof TokenRequestError) return c.json({ error: error.message }, 400)
  if (error instanceof PlatformError) return c.json({ error: 'The platform gave no token' }, 502)
  return c.json({ error: error instanceof HalflifeError ? error.code : 'Internal error' }, 500)
}
