import { readToken } from '../../../services/refresh/read-token.ts'
import type { SessionBug } from '../planted-bug.ts'
import { plantSession } from './plant-session.ts'

/** What a restart makes of a session, and what its journal keeps. */
export const restarts: readonly SessionBug[] = [
  plantSession({
    name: 'life-begins-anew',
    says: 'After a restart the timer of a token starts from zero, as if the token were new.',
    breaks: 'rehydration-is-sleep',
    onResume({ token }) {
      if (token == null) return {}
      const { value, ttlMs = 0 } = readToken(token)
      return { options: { token: { value, expiresInSeconds: ttlMs / 1000 } } }
    },
  }),

  plantSession({
    name: 'restart-fetches',
    says: 'After each restart a token is fetched, needed or not: when a fleet is deployed, all ask at once.',
    breaks: 'rehydration-is-sleep',
    onResume: () => ({
      members(session) {
        session.refreshNow()
        return {}
      },
    }),
  }),

  plantSession({
    name: 'conference-forgotten',
    says: 'After a restart nobody knows any more that the participant is in a conference.',
    breaks: 'rehydration-is-sleep',
    onResume: () => ({
      members(session) {
        session.leftConference()
        return {}
      },
    }),
  }),

  plantSession({
    name: 'failed-append-forgotten',
    says: 'A record that the store did not take is not written again once the store is back.',
    breaks: 'records-are-gapless',
    always({ journal }) {
      if (!journal) return {}
      const append: typeof journal.append = (stream, records, version) =>
        journal.append(stream, records, version).catch(() => version + records.length)
      return { options: { journal: { ...journal, append } } }
    },
  }),
]
