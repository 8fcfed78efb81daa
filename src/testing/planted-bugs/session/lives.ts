import type { GivenToken } from '../../../services/refresh/given-token.ts'
import { type ReadToken, readToken } from '../../../services/refresh/read-token.ts'
import type { SessionOptions } from '../../../services/session/options.ts'
import type { SessionBug } from '../planted-bug.ts'
import { plantSession } from './plant-session.ts'

/** All tokens of a session, with what is told of them. */
function told(
  { token, refresh, clock }: SessionOptions & { readonly clock: { now(): number } },
  tell: (token: ReadToken, nowMs: number) => GivenToken,
): Partial<SessionOptions> {
  const retold = (given: GivenToken) => tell(readToken(given), clock.now())
  return {
    token: token == null ? token : retold(token),
    refresh: async (...asked) => retold(await refresh(...asked)),
  }
}

const endOf = ({ expMs, ttlMs = 0 }: ReadToken, nowMs: number) => expMs ?? nowMs + ttlMs

/** How long a token lives, misread. */
export const lives: readonly SessionBug[] = [
  plantSession({
    name: 'seconds-for-milliseconds',
    says: '`expires_in`, which is in seconds, is taken for milliseconds.',
    breaks: 'short-lives',
    always: (given) => ({
      options: told(given, (token, nowMs) => ({
        value: token.value,
        expiresInSeconds: (endOf(token, nowMs) - nowMs) / 1_000_000,
      })),
    }),
  }),

  plantSession({
    name: 'local-clock-trusted',
    says: '`exp` is compared with the local clock, whatever `iat` says of that clock: where it is fast, each new token is dead.',
    breaks: 'skew-is-survived',
    always: (given) => ({
      options: told(given, (token, nowMs) => ({ value: token.value, expiresAtMs: endOf(token, nowMs) })),
    }),
  }),

  plantSession({
    name: 'same-token-is-new',
    says: 'The token in use, given once more, is adopted as a new one with a whole life before it.',
    breaks: 'useless-tokens-are-failures',
    always({ token, refresh, ...given }) {
      // The session knows the tokens by other names, each answer by a new one.
      const named = new Map<string, string>()
      const renamed = (given: GivenToken): GivenToken => {
        const { value, ttlMs = 0 } = readToken(given)
        const name = `answer-${named.size}`
        named.set(name, value)
        return { value: name, expiresInSeconds: ttlMs / 1000 }
      }
      const options = {
        ...given,
        token: token == null ? token : renamed(token),
        refresh: async (...asked: Parameters<typeof refresh>) => renamed(await refresh(...asked)),
      }
      return {
        options,
        members: (session) => ({
          token: () => named.get(session.token()) ?? '',
          freshToken: async () => named.get(await session.freshToken()) ?? '',
        }),
      }
    },
  }),
]
