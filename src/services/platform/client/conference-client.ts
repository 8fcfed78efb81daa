import type { ConferenceEvent, Participant, ParticipantPolicy } from '../conference.ts'
import { type ConnectionOptions, connect, unreadable } from './connection.ts'
import type { CallOptions } from './platform-client.ts'
import { readServerSentEvents } from './server-sent-events.ts'

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

/** A participant's open session. */
export interface ConferenceSession {
  readonly sessionId: string
  readonly externalId: string
  readonly name: string
  /** @param options `policy`: what the expiry of its token is to mean. Default `'stay'` */
  join(conferenceId: string, options?: { policy?: ParticipantPolicy } & CallOptions): Promise<Participant>
  leave(conferenceId: string, options?: CallOptions): Promise<void>
  /**
   * What happens in a conference that it is in, live: from its own joining, or from after `lastEventId`.
   * Ends when it leaves or is kicked, after that event; throws if the connection breaks, or with the
   * signal's reason.
   */
  events(
    conferenceId: string,
    options?: { lastEventId?: number } & CallOptions,
  ): AsyncGenerator<ConferenceEvent, void, void>
  /** Closes the session; the participant leaves every conference. */
  close(options?: CallOptions): Promise<void>
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
  const json = (value: unknown) => ({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  })

  function sessionOf(
    opened: Pick<ConferenceSession, 'sessionId' | 'externalId' | 'name'>,
  ): ConferenceSession {
    const { sessionId, externalId, name } = opened
    return {
      sessionId,
      externalId,
      name,
      async join(conferenceId, { policy = 'stay', signal } = {}) {
        const endpoint = 'PUT /v2/conferences/:conferenceId/participants/:sessionId'
        const params = { conferenceId, sessionId }
        return (await connection.call(endpoint, { params, ...json({ policy }), signal })) as Participant
      },
      async leave(conferenceId, { signal } = {}) {
        const endpoint = 'DELETE /v2/conferences/:conferenceId/participants/:sessionId'
        await connection.call(endpoint, { params: { conferenceId, sessionId }, signal })
      },
      async *events(conferenceId, { lastEventId, signal } = {}) {
        const endpoint = 'GET /v2/conferences/:conferenceId/participants/:sessionId/events'
        const params = { conferenceId, sessionId }
        const headers = lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) }
        const bytes = connection.stream(endpoint, { params, headers, signal })
        for await (const { data } of readServerSentEvents(bytes)) yield JSON.parse(data) as ConferenceEvent
      },
      async close({ signal } = {}) {
        await connection.call('DELETE /v2/sessions/:sessionId', { params: { sessionId }, signal })
      },
    }
  }

  return {
    async openSession({ externalId, name, signal } = {}) {
      const endpoint = 'POST /v2/sessions'
      const opened = Object(await connection.call(endpoint, { ...json({ externalId, name }), signal }))
      if (typeof opened.sessionId !== 'string') throw unreadable(endpoint)
      return sessionOf(opened)
    },
    async createConference({ alias, signal } = {}) {
      const endpoint = 'POST /v2/conferences'
      const created = Object(await connection.call(endpoint, { ...json({ alias }), signal }))
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
