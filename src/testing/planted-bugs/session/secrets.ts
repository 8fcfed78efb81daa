import type { SessionBug } from '../planted-bug.ts'
import { plantSession } from './plant-session.ts'

/** What escapes: tokens, and errors. */
export const secrets: readonly SessionBug[] = [
  plantSession({
    name: 'token-in-error',
    says: 'The error that a caller gets quotes the token that has expired.',
    breaks: 'no-secret-leaves',
    always: ({ token }) => ({
      members: (session) => ({
        freshToken: () =>
          session.freshToken().catch((cause) => {
            throw new Error(`No new token for ${token}.`, { cause })
          }),
      }),
    }),
  }),

  plantSession({
    name: 'token-in-record',
    says: 'The records of a session are filed under its token.',
    breaks: 'no-secret-leaves',
    always: ({ token, journal }) => ({ options: journal ? { stream: String(token) } : {} }),
  }),

  plantSession({
    name: 'rejection-unhandled',
    says: 'Somebody looks at how the callback went, in a promise of its own, whose failure nobody handles.',
    breaks: 'callbacks-cannot-hurt',
    always: ({ refresh }) => ({
      options: {
        refresh(...asked) {
          const answer = refresh(...asked)
          Promise.resolve(answer).then(() => {})
          return answer
        },
      },
    }),
  }),
]
