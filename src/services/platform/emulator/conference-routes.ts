import type { Context } from 'hono'
import type { ParticipantPolicy } from '../conference.ts'
import { optionalString, readJson } from './body.ts'
import type { Callers } from './caller.ts'
import type { ConferenceRooms } from './conference-rooms.ts'
import { streamEvents } from './event-stream.ts'
import { insufficientScope, invalidRequest } from './refusal.ts'
import type { Timers } from './timers.ts'

/** Conferences: creating, joining, leaving, who is there, what happens. */
export function conferenceRoutes(deps: { callers: Callers; rooms: ConferenceRooms; timers: Timers }) {
  const { callers, rooms, timers } = deps
  const roomNamedBy = (c: Context) => rooms.get(c.req.param('conferenceId') ?? '')

  return {
    'POST /v2/conferences': async (c: Context) => {
      const { scopes } = await callers.identify(c)
      if (!scopes.includes('conf:create') && !scopes.includes('*')) throw insufficientScope('conf:create')
      const { room, isNew } = rooms.create(optionalString(await readJson(c), 'alias', 256) ?? null)
      return c.json({ conferenceId: room.conferenceId, alias: room.alias }, isNew ? 201 : 200)
    },

    'GET /v2/conferences/:conferenceId/participants': async (c: Context) => {
      await callers.identify(c)
      return c.json({ participants: roomNamedBy(c).participants })
    },

    'PUT /v2/conferences/:conferenceId/participants/:sessionId': async (c: Context) => {
      const session = await callers.sessionNamedBy(c)
      const room = roomNamedBy(c)
      return c.json(rooms.join(room, session, readPolicy(await readJson(c))))
    },

    'DELETE /v2/conferences/:conferenceId/participants/:sessionId': async (c: Context) => {
      const { sessionId } = await callers.sessionNamedBy(c)
      rooms.leave(roomNamedBy(c), sessionId)
      return c.body(null, 204)
    },

    'GET /v2/conferences/:conferenceId/participants/:sessionId/events': async (c: Context) => {
      const { sessionId } = await callers.sessionNamedBy(c)
      return streamEvents(c, roomNamedBy(c), sessionId, timers)
    },
  }
}

function readPolicy({ policy = 'stay' }: Record<string, unknown>): ParticipantPolicy {
  if (policy === 'stay' || policy === 'kick') return policy
  throw invalidRequest('policy must be stay or kick')
}
