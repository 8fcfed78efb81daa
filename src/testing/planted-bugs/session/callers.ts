import type { SessionBug } from '../planted-bug.ts'
import { plantSession } from './plant-session.ts'

/** What callers are given, and what they cost. */
export const callers: readonly SessionBug[] = [
  plantSession({
    name: 'dead-token-handed-out',
    says: 'While no new token is to be had, callers are given the last one, which has ended.',
    breaks: 'no-dead-token',
    always: ({ token }) => ({
      members(session) {
        let last = String(token)
        const freshToken = async () => {
          last = await session.freshToken().catch(() => last)
          return last
        }
        return { freshToken }
      },
    }),
  }),

  plantSession({
    name: 'call-for-each-caller',
    says: 'Each of a hundred callers who find the token expired makes a call of its own.',
    breaks: 'single-flight',
    always: ({ refresh }) => ({
      members: (session) => ({
        async freshToken() {
          try {
            return session.token()
          } catch {
            const { signal } = new AbortController()
            return String(await refresh(true, { attempt: 0, stage: 'demand', signal }))
          }
        },
      }),
    }),
  }),

  plantSession({
    name: 'rejections-unheard',
    says: 'A token goes by its `exp` alone: that the platform has rejected it is not heard.',
    breaks: 'rejections-are-heard',
    always: () => ({ members: () => ({ reportRejected: () => {} }) }),
  }),

  plantSession({
    name: 'no-quiet-time',
    says: 'When the platform rejects each new token at once, each is replaced at once.',
    breaks: 'rejection-storms-are-bounded',
    always: () => ({ options: { retry: 'points-only' } }),
  }),

  plantSession({
    name: 'backoff-of-nothing',
    says: 'The random part of the backoff is taken away from it where it should be added, and nothing remains.',
    breaks: 'storms-are-bounded',
    always: () => ({ options: { random: () => -1, jitter: 0 } }),
  }),

  plantSession({
    name: 'herd-not-spread',
    says: 'The option `jitter` is read and not used: a hundred clients that start together refresh together.',
    breaks: 'herds-are-spread',
    always: () => ({ options: { jitter: 0 } }),
  }),

  plantSession({
    name: 'attempt-without-end',
    says: 'An attempt is never given up: a callback that does not answer is waited for, by all.',
    breaks: 'every-attempt-settles',
    always: () => ({ options: { refreshTimeoutMs: 1e15 } }),
  }),
]
