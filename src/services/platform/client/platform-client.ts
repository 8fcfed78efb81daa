import { basic } from '../basic.ts'
import { PlatformError, TokenRequestError } from '../errors.ts'
import { flawOf, type SessionScope } from '../token-request.ts'
import { type AccessToken, type LegacyToken, readAccessToken, readLegacyToken } from './access-token.ts'
import { keepApiToken } from './api-token.ts'
import { connect } from './connection.ts'
import type { ConnectionOptions } from './connection-options.ts'

/** What {@link createPlatformClient} takes. It holds the secret: it belongs on a server. */
export interface PlatformClientOptions extends ConnectionOptions {
  appKey: string
  appSecret: string
  /** The local time in milliseconds; says when the kept API token ends. Default `Date.now`. */
  now?: () => number
}

/** What every call takes beside its own. */
export interface CallOptions {
  /** Gives the call up: it rejects with the signal's reason. */
  signal?: AbortSignal
}

/** A request for a client access token. */
export interface ClientAccessTokenRequest extends CallOptions {
  /** What the token is good for; at least one. */
  sessionScope: readonly SessionScope[]
  /** Whom the token is for: at most 1,024 bytes of UTF-8. Default: nobody in particular. */
  externalId?: string
  /** The token's life in whole seconds, 1 to 86 400. Default: the platform's, 3 600. */
  expiresIn?: number
}

/**
 * The platform's token endpoints. Every call rejects with a {@link TokenRequestError} (before anything
 * is sent) or a {@link PlatformError}.
 */
export interface PlatformClient {
  /** The API token: kept until shortly before its end, and asked for once however many want it at once. */
  getApiToken(options?: CallOptions): Promise<string>
  /** A client access token, for a participant. Gets itself the API token it needs. */
  getClientAccessToken(request: ClientAccessTokenRequest): Promise<AccessToken>
  /** @deprecated as the platform's endpoint is: use `getClientAccessToken` */
  getLegacyToken(request?: { expiresIn?: number } & CallOptions): Promise<LegacyToken>
  /** The next token for a refresh token, which works once. @deprecated as `getLegacyToken` is */
  refreshLegacyToken(request: { refreshToken: string } & CallOptions): Promise<LegacyToken>
}

/**
 * A client of the platform's token endpoints, for an application's authentication server.
 *
 *     const platform = createPlatformClient({ url, appKey, appSecret })
 *     const { accessToken } = await platform.getClientAccessToken({ sessionScope: ['*'], externalId: 'alice' })
 *
 * @throws HalflifeError `ERR_OPTION`
 */
export function createPlatformClient(options: PlatformClientOptions): PlatformClient {
  const connection = connect(options)
  const authorization = basic(options.appKey, options.appSecret)
  const apiToken = keepApiToken(requestApiToken, options.now ?? Date.now)

  async function requestApiToken(): Promise<AccessToken> {
    const endpoint = 'POST /v1/auth/token'
    const form = { grant_type: 'client_credentials', scope: 'comms:client_access_token:create' }
    const answer = await connection.call(endpoint, { headers: { authorization }, form })
    return readAccessToken(answer, endpoint)
  }

  async function requestClientAccessToken(bearer: string, request: ClientAccessTokenRequest) {
    const endpoint = 'POST /v2/client-access-token'
    const { sessionScope, externalId, expiresIn, signal } = request
    const headers = { authorization: `Bearer ${bearer}` }
    const json = { sessionScope: sessionScope.join(' '), externalId, expiresIn }
    return readAccessToken(await connection.call(endpoint, { headers, json, signal }), endpoint)
  }

  async function requestLegacyToken(form: Record<string, string>, signal: AbortSignal | undefined) {
    const endpoint = 'POST /v1/oauth2/token'
    const answer = await connection.call(endpoint, { headers: { authorization }, form, signal })
    return readLegacyToken(answer, endpoint)
  }

  return {
    getApiToken: async ({ signal } = {}) => unlessAborted(signal, apiToken.get),

    async getClientAccessToken(request) {
      refuseFlawed({
        sessionScope: request.sessionScope,
        externalId: request.externalId,
        expiresIn: request.expiresIn,
      })
      const token = await unlessAborted(request.signal, apiToken.get)
      try {
        return await requestClientAccessToken(token, request)
      } catch (error) {
        if (!(error instanceof PlatformError && error.status === 401)) throw error
        // The platform may have ended the API token before its time: a new one settles whether it has.
        apiToken.forget(token)
        return await requestClientAccessToken(await unlessAborted(request.signal, apiToken.get), request)
      }
    },

    async getLegacyToken({ expiresIn, signal } = {}) {
      refuseFlawed({ expiresIn })
      const life = expiresIn === undefined ? {} : { expires_in: String(expiresIn) }
      return requestLegacyToken({ grant_type: 'client_credentials', ...life }, signal)
    },

    async refreshLegacyToken({ refreshToken, signal }) {
      if (typeof refreshToken !== 'string' || refreshToken === '') {
        throw new TokenRequestError({ field: 'refreshToken', problem: 'must be a string, not empty' })
      }
      return requestLegacyToken({ grant_type: 'refresh_token', refresh_token: refreshToken }, signal)
    },
  }
}

function refuseFlawed(request: Parameters<typeof flawOf>[0]): void {
  const flaw = flawOf(request)
  if (flaw) throw new TokenRequestError(flaw)
}

/** Waits with the others for what is shared; one who gives up does so alone. */
function unlessAborted<T>(signal: AbortSignal | undefined, share: () => Promise<T>): Promise<T> {
  if (!signal) return share()
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const giveUp = (): void => reject(signal.reason)
    signal.addEventListener('abort', giveUp, { once: true })
    share()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', giveUp))
  })
}
