import type { Session } from '../session/session.ts'

/** How a server is shown the token, and how it says no. */
export interface GraphqlWsPolicy {
  /** What the server looks for the token in. Default: `{ authorization: 'Bearer ...' }`. */
  readonly params?: (token: string) => Record<string, unknown>
  /** The close codes that mean: not with this token. Default 4401 and 4403. */
  readonly rejectedBy?: readonly number[]
}

/** Some of the options of graphql-ws' `createClient`. */
export interface GraphqlWsOptions {
  readonly connectionParams: () => Promise<Record<string, unknown>>
  readonly shouldRetry: (problem: unknown) => boolean
  readonly on: { readonly closed: (event: unknown) => void }
}

/**
 * Options for one client of graphql-ws (Apollo's `GraphQLWsLink` takes such a client): each connection begins with a
 * usable token. When the server closes it because of the token, the session hears of that, and the client comes back
 * with the next one. While there is none, the client tries again as it does after a lost connection.
 *
 * It comes back as often as its `retryAttempts` say. After 4401 graphql-ws never does: there, the next subscription
 * has the new token. The token goes to the client's `url`.
 *
 * @example
 * const client = createClient({ url: 'wss://api.example.com/graphql', ...graphqlWsOptions(session) })
 */
export function graphqlWsOptions(
  session: Pick<Session, 'freshToken' | 'reportRejected'>,
  { params = bearer, rejectedBy = [4401, 4403] }: GraphqlWsPolicy = {},
): GraphqlWsOptions {
  let shown: string | undefined
  return {
    async connectionParams() {
      shown = await session.freshToken()
      return params(shown)
    },
    shouldRetry(problem) {
      const code = codeOf(problem)
      return typeof code === 'number' || code === 'ERR_REFRESH_FAILED' || code === 'ERR_REFRESH_BACKOFF'
    },
    on: {
      closed(event) {
        if (shown !== undefined && rejectedBy.includes(codeOf(event) as number)) session.reportRejected(shown)
      },
    },
  }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** The number of a close event, or the word of an error. */
const codeOf = (what: unknown) => (Object(what) as { code?: unknown }).code
