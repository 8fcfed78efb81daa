import type { Session } from '../session/session.ts'
import { type Abortable, unlessAborted } from '../session/unless-aborted.ts'

type Tokens = Pick<Session, 'freshToken'>

/**
 * A function that gives the usable token: what Supabase calls `accessToken`, SignalR `accessTokenFactory`, and many
 * others `getToken`. However many call it, one attempt is made.
 *
 * None of them says when the platform has rejected the token: whoever hears of that tells `session.reportRejected`.
 *
 * @example
 * const supabase = createClient(url, key, { accessToken: getTokenFrom(session) })
 * new HubConnectionBuilder().withUrl(hub, { accessTokenFactory: getTokenFrom(session) })
 * @throws (rejects with) what `freshToken()` throws, and the signal's reason
 */
export function getTokenFrom(session: Tokens) {
  return async ({ signal }: { readonly signal?: Abortable } = {}): Promise<string> =>
    unlessAborted(session.freshToken(), signal)
}

/**
 * Ably's `authCallback`. What goes wrong is told in words, without the token.
 *
 * @example
 * const ably = new Ably.Realtime({ authCallback: ablyAuthCallback(session) })
 */
export function ablyAuthCallback(session: Tokens) {
  return (_params: unknown, callback: (error: string | null, token: string | null) => void): void => {
    session.freshToken().then(
      (token) => callback(null, token),
      (error: Error) => callback(error.message, null),
    )
  }
}

/**
 * The function that LiveKit's `TokenSource.custom` takes: the token with the server that it is for.
 *
 * @example
 * const tokens = TokenSource.custom(liveKitTokenSource(session, 'wss://rooms.example.com'))
 */
export function liveKitTokenSource(session: Tokens, serverUrl: string) {
  return async () => ({ serverUrl, participantToken: await session.freshToken() })
}
