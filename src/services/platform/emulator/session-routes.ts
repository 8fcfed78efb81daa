import type { Context } from 'hono'
import { externalIdMaxBytes, flawOf } from '../token-request.ts'
import { optionalString, readJson } from './body.ts'
import type { Callers } from './caller.ts'
import type { ConferenceRooms } from './conference-rooms.ts'
import { invalidRequest, notYours, userInvalid } from './refusal.ts'
import type { Session, Sessions } from './sessions.ts'

/** Opening and closing a participant's session. */
export function sessionRoutes(deps: { callers: Callers; sessions: Sessions; rooms: ConferenceRooms }) {
  const { callers, sessions, rooms } = deps
  const view = ({ sessionId, externalId, name }: Session) => ({ sessionId, externalId, name })

  return {
    'POST /v2/sessions': async (c: Context) => {
      const grant = await callers.identify(c)
      const body = await readJson(c)
      const asked = optionalString(body, 'externalId', externalIdMaxBytes)
      const flaw = flawOf({ externalId: asked })
      if (flaw) throw invalidRequest(`${flaw.field} ${flaw.problem}`)
      const externalId = grant.externalId ?? asked
      if (externalId === undefined) throw userInvalid()
      if (asked !== undefined && asked !== externalId) throw notYours()
      const name = optionalString(body, 'name', 256) ?? externalId

      const existing = sessions.of(externalId)
      if (!existing) return c.json(view(sessions.open(externalId, name, grant)), 201)
      rooms.renew(existing, grant)
      return c.json(view(existing), 200)
    },

    'DELETE /v2/sessions/:sessionId': async (c: Context) => {
      const session = await callers.sessionNamedBy(c)
      rooms.leaveAll(session.sessionId)
      sessions.close(session)
      return c.body(null, 204)
    },
  }
}
