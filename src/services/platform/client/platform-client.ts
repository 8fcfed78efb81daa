import { unlessAborted } from '../../session/unless-aborted.ts'
import { basic } from '../basic.ts'
import { PlatformError, TokenRequestError } from '../errors.ts'
import { flawOf, type SessionScope } from '../token-request.ts'
import { type AccessToken, type LegacyToken, readAccessToken, readLegacyToken } from './access-token.ts'
import { ApiToken, closed } from './api-token.ts'
import { connect } from './connection.ts'
import { type ConnectionOptions, readConnectionOptions } from './connection-options.ts'

/** What {@link createPlatformClient} takes. It holds the secret: it belongs on a server. */
export interface PlatformClientOptions extends ConnectionOptions {
  appKey: string
  appSecret: string
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
 * is sent) or a {@link PlatformError}; after `close()` with a HalflifeError `ERR_SESSION_CLOSED`.
 *
 * A call is made again, `retries` times at most, after a 429 or 5xx with `Retry-After`.
 */
export interface PlatformClient extends AsyncDisposable {
  /**
   * The API token. It is held in a session of its own from the first call on: renewed at one half and three quarters
   * of its life, asked for once however many want it at once. While that fails and the next attempt has to wait,
   * calls reject at once with the failure, and `retryAfterMs` says for how long.
   */
  getApiToken(options?: CallOptions): Promise<string>
  /** A client access token, for a participant. Gets itself the API token it needs. */
  getClientAccessToken(request: ClientAccessTokenRequest): Promise<AccessToken>
  /** @deprecated as the platform's endpoint is: use `getClientAccessToken` */
  getLegacyToken(request?: { expiresIn?: number } & CallOptions): Promise<LegacyToken>
  /** The next token for a refresh token, which works once. @deprecated as `getLegacyToken` is */
  refreshLegacyToken(request: { refreshToken: string } & CallOptions): Promise<LegacyToken>
  /** Gives the API token up: nothing renews it any more. Calls that have theirs run on. */
  close(): Promise<void>
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
  const { clock, totalTimeoutMs } = readConnectionOptions(options)
  const apiToken = new ApiToken(requestApiToken, { clock, timeoutMs: totalTimeoutMs })
  let isClosed = false

  async function requestApiToken(signal: AbortSignal): Promise<AccessToken> {
    const endpoint = 'POST /v1/auth/token'
    const form = { grant_type: 'client_credentials', scope: 'comms:client_access_token:create' }
    // The session keeps the process alive, while somebody waits for the token.
    const call = { headers: { authorization }, form, signal, isHarmless: true, keepsProcessAlive: false }
    return readAccessToken(await connection.call(endpoint, call), endpoint)
  }

  async function requestClientAccessToken(bearer: string, request: ClientAccessTokenRequest) {
    const endpoint = 'POST /v2/client-access-token'
    const { sessionScope, externalId, expiresIn, signal } = request
    const headers = { authorization: `Bearer ${bearer}` }
    const json = { sessionScope: sessionScope.join(' '), externalId, expiresIn }
    const answer = await connection.call(endpoint, { headers, json, signal, isHarmless: true })
    return readAccessToken(answer, endpoint)
  }

  /** @param isHarmless a refresh token works once: who knows whether a 502 has used it up */
  async function requestLegacyToken(form: Record<string, string>, signal?: AbortSignal, isHarmless = false) {
    if (isClosed) throw closed()
    const endpoint = 'POST /v1/oauth2/token'
    const answer = await connection.call(endpoint, { headers: { authorization }, form, signal, isHarmless })
    return readLegacyToken(answer, endpoint)
  }

  async function getApiToken(signal: AbortSignal | undefined): Promise<string> {
    signal?.throwIfAborted()
    return unlessAborted(apiToken.get(), signal)
  }

  async function close(): Promise<void> {
    isClosed = true
    await apiToken.close()
  }

  return {
    getApiToken: ({ signal } = {}) => getApiToken(signal),

    async getClientAccessToken(request) {
      refuseFlawed({
        sessionScope: request.sessionScope,
        externalId: request.externalId,
        expiresIn: request.expiresIn,
      })
      const token = await getApiToken(request.signal)
      try {
        return await requestClientAccessToken(token, request)
      } catch (error) {
        if (!(error instanceof PlatformError && error.status === 401)) throw error
        // The platform may have ended the API token before its time: a new one settles whether it has.
        apiToken.rejected(token, error)
        return await requestClientAccessToken(await getApiToken(request.signal), request)
      }
    },

    async getLegacyToken({ expiresIn, signal } = {}) {
      refuseFlawed({ expiresIn })
      const life = expiresIn === undefined ? {} : { expires_in: String(expiresIn) }
      return requestLegacyToken({ grant_type: 'client_credentials', ...life }, signal, true)
    },

    async refreshLegacyToken({ refreshToken, signal }) {
      if (typeof refreshToken !== 'string' || refreshToken === '') {
        throw new TokenRequestError({ field: 'refreshToken', problem: 'must be a string, not empty' })
      }
      return requestLegacyToken({ grant_type: 'refresh_token', refresh_token: refreshToken }, signal)
    },

    close,
    [Symbol.asyncDispose]: close,
  }
}

function refuseFlawed(request: Parameters<typeof flawOf>[0]): void {
  const flaw = flawOf(request)
  if (flaw) throw new TokenRequestError(flaw)
}
