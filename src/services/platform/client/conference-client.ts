import type { Participant } from '../conference.ts'
import { type ConferenceSession, sessionOver } from './conference-session.ts'
import { connect, unreadable } from './connection.ts'
import type { ConnectionOptions } from './connection-options.ts'
import type { CallOptions } from './platform-client.ts'

/** A conference, by its ID and the name that people agreed on, if any. */
export interface ConferenceInfo {
  readonly conferenceId: string
  readonly alias: string | null
}

/** A participant's side of the platform. Rejections are those of the {@link PlatformError} kind. */
export interface ConferenceClient {
  /** Opens the session of one participant; of `externalId`, or of whom the token is for. */
  openSession(who?: { externalId?: string; name?: string } & CallOptions): Promise<ConferenceSession>
  /** A new conference, or the one that has this alias. Needs the scope `conf:create`. */
  createConference(options?: { alias?: string } & CallOptions): Promise<ConferenceInfo>
  participants(conferenceId: string, options?: CallOptions): Promise<Participant[]>
}

/**
 * A client of the platform's sessions and conferences that knows nothing of tokens: hand in a `fetch`
 * that authorizes, such as `authorizedFetch(session, { origins: [url] })`.
 *
 *     const alice = await createConferenceClient({ url, fetch }).openSession({ externalId: 'alice' })
 *     await alice.join(conferenceId, { policy: 'kick' })
 *     for await (const event of alice.events(conferenceId)) console.log(event.type)
 *
 * @throws HalflifeError `ERR_OPTION`
 */
export function createConferenceClient(options: ConnectionOptions): ConferenceClient {
  const connection = connect(options)

  return {
    async openSession({ externalId, name, signal } = {}) {
      const endpoint = 'POST /v2/sessions'
      const opened = Object(await connection.call(endpoint, { json: { externalId, name }, signal }))
      if (typeof opened.sessionId !== 'string') throw unreadable(endpoint)
      return sessionOver(connection, opened)
    },
    async createConference({ alias, signal } = {}) {
      const endpoint = 'POST /v2/conferences'
      const created = Object(await connection.call(endpoint, { json: { alias }, signal }))
      if (typeof created.conferenceId !== 'string') throw unreadable(endpoint)
      return { conferenceId: created.conferenceId, alias: created.alias ?? null }
    },
    async participants(conferenceId, { signal } = {}) {
      const endpoint = 'GET /v2/conferences/:conferenceId/participants'
      const { participants } = Object(await connection.call(endpoint, { params: { conferenceId }, signal }))
      if (!Array.isArray(participants)) throw unreadable(endpoint)
      return participants as Participant[]
    },
  }
}
