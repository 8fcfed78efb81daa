import { blamesToken } from '../session/challenge.ts'
import { readOrigins } from '../session/origins.ts'
import type { Session } from '../session/session.ts'
import { type Abortable, unlessAborted } from '../session/unless-aborted.ts'

/** What Azure's clients are given; an `AccessToken` of `@azure/core-auth`. */
export interface AzureAccessToken {
  readonly token: string
  /** When it ends, ms since the epoch by the wall clock. Never later than a whole life from now. */
  readonly expiresOnTimestamp: number
  /** Now: a client that keeps the token asks the session again at its next call, which costs nothing. */
  readonly refreshAfterTimestamp: number
  readonly tokenType: 'Bearer'
}

/** A `TokenCredential` of `@azure/core-auth`. */
export interface AzureCredential {
  getToken(
    scopes: string | string[],
    options?: { readonly abortSignal?: Abortable; readonly claims?: string },
  ): Promise<AzureAccessToken>
}

/**
 * The session as the credential of an Azure client. Scopes mean nothing to it: it has one token. A call with `claims`
 * says that the token given last was rejected (continuous access evaluation).
 *
 * Azure's own policy keeps the token, so a newer one is used one call later; and it sends it to every https address it
 * is pointed at. With {@link azureCallbacks} it does neither.
 *
 * @example
 * const client = new SearchClient(endpoint, index, azureCredential(session))
 * @throws (rejects with) what `freshToken()` throws, and the signal's reason
 */
export function azureCredential(
  session: Pick<Session, 'freshToken' | 'reportRejected' | 'actor'>,
): AzureCredential {
  let last: string | undefined
  return {
    async getToken(_scopes, { abortSignal, claims } = {}) {
      if (claims !== undefined && last !== undefined) session.reportRejected(last)
      const token = await unlessAborted(session.freshToken(), abortSignal)
      last = token
      const nowMs = Date.now()
      const { issuedAtMs, expiresAtMs } = session.actor.getSnapshot().context
      // The session's time is ahead of a wall clock that was set back. No token lives longer than its whole life.
      const expiresOnTimestamp = Math.min(expiresAtMs, nowMs + expiresAtMs - issuedAtMs)
      return { token, expiresOnTimestamp, refreshAfterTimestamp: nowMs, tokenType: 'Bearer' }
    },
  }
}

/** What is used of a pipeline's request. */
interface PipelineRequest {
  readonly url: string
  readonly headers: { set(name: string, value: string): void; delete(name: string): void }
  readonly abortSignal?: Abortable
}

/** The `ChallengeCallbacks` of `bearerTokenAuthenticationPolicy`. */
export interface AzureCallbacks {
  authorizeRequest(options: { readonly request: PipelineRequest }): Promise<void>
  authorizeRequestOnChallenge(options: {
    readonly request: PipelineRequest
    readonly response: { readonly headers: { get(name: string): string | undefined } }
  }): Promise<boolean>
}

/**
 * Makes Azure's bearer policy take the session's token at each call, for the origins named and for no others; and after
 * a 401 with `WWW-Authenticate`, report it and try once more with a newer token.
 *
 * @example
 * const challengeCallbacks = azureCallbacks(session, { origins: ['https://api.example.com'] })
 * bearerTokenAuthenticationPolicy({ scopes: [], challengeCallbacks })
 * @throws HalflifeError `ERR_OPTION` for what is no origin; from each call: what `freshToken()` throws
 */
export function azureCallbacks(
  session: Pick<Session, 'freshToken' | 'reportRejected'>,
  { origins }: { readonly origins: readonly string[] },
): AzureCallbacks {
  const allowed = readOrigins(origins)
  const sent = new WeakMap<PipelineRequest, string>()

  function show(request: PipelineRequest, token: string): void {
    request.headers.set('Authorization', `Bearer ${token}`)
    sent.set(request, token)
  }

  return {
    async authorizeRequest({ request }) {
      // A request that went elsewhere before, or was led elsewhere since, keeps nothing of ours.
      if (sent.delete(request)) request.headers.delete('Authorization')
      if (!allowed.has(new URL(request.url).origin)) return
      show(request, await unlessAborted(session.freshToken(), request.abortSignal))
    },

    async authorizeRequestOnChallenge({ request, response }) {
      const token = sent.get(request)
      if (token === undefined || !blamesToken(response.headers.get('WWW-Authenticate'))) return false
      session.reportRejected(token)
      const newer = await unlessAborted(session.freshToken(), request.abortSignal).catch((error) => {
        if (request.abortSignal?.aborted) throw error
        return token
      })
      if (newer !== token) show(request, newer)
      return newer !== token
    },
  }
}
