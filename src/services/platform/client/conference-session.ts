import type { ConferenceEvent, Participant, ParticipantPolicy } from '../conference.ts'
import type { Connection } from './connection.ts'
import type { CallOptions } from './platform-client.ts'
import { readServerSentEvents } from './server-sent-events.ts'

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
   *
   * @param options `onOpen` is called when the platform has begun to answer, though nothing may have happened yet;
   *   `onSignOfLife` whenever something comes, if only a sign that the platform is there: every 15 s
   */
  events(
    conferenceId: string,
    options?: { lastEventId?: number; onOpen?: () => void; onSignOfLife?: () => void } & CallOptions,
  ): AsyncGenerator<ConferenceEvent, void, void>
  /** Closes the session; the participant leaves every conference. */
  close(options?: CallOptions): Promise<void>
}

/** What the platform says of a session that it opened. */
type Opened = Pick<ConferenceSession, 'sessionId' | 'externalId' | 'name'>

export function sessionOver(connection: Connection, opened: Opened): ConferenceSession {
  const { sessionId, externalId, name } = opened
  return {
    sessionId,
    externalId,
    name,
    async join(conferenceId, { policy = 'stay', signal } = {}) {
      const endpoint = 'PUT /v2/conferences/:conferenceId/participants/:sessionId'
      const params = { conferenceId, sessionId }
      return (await connection.call(endpoint, { params, json: { policy }, signal })) as Participant
    },
    async leave(conferenceId, { signal } = {}) {
      const endpoint = 'DELETE /v2/conferences/:conferenceId/participants/:sessionId'
      await connection.call(endpoint, { params: { conferenceId, sessionId }, signal })
    },
    async *events(conferenceId, { lastEventId, onOpen, onSignOfLife, signal } = {}) {
      const endpoint = 'GET /v2/conferences/:conferenceId/participants/:sessionId/events'
      const params = { conferenceId, sessionId }
      const headers = lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) }
      const stream = connection.stream(endpoint, { params, headers, signal, onOpen })
      const bytes = overheard(stream, onSignOfLife)
      for await (const { data } of readServerSentEvents(bytes)) yield JSON.parse(data) as ConferenceEvent
    },
    async close({ signal } = {}) {
      await connection.call('DELETE /v2/sessions/:sessionId', { params: { sessionId }, signal })
    },
  }
}

/** The same bytes; each part of them is told of. */
async function* overheard(
  bytes: AsyncIterable<Uint8Array>,
  onPart: () => void = () => {},
): AsyncGenerator<Uint8Array, void, void> {
  for await (const part of bytes) {
    onPart()
    yield part
  }
}
