import type { Context } from 'hono'
import type { ConferenceRooms } from './conference-rooms.ts'
import { bearerOf } from './credentials.ts'
import type { Grant, Issuer } from './issuer.ts'
import { notYours } from './refusal.ts'
import type { Session, Sessions } from './sessions.ts'

/** Who calls, by the client access token of the request. */
export interface Callers {
  /** @throws Refusal 401 */
  identify(c: Context): Promise<Grant>
  /**
   * The session that the path names, if the caller may act for it: a token made for nobody in particular
   * may for any. @throws Refusal 401, 403, 404
   */
  sessionNamedBy(c: Context): Promise<Session>
}

/** Every call with a good token renews its participant; that is done here, so that none can forget it. */
export function createCallers(issuer: Issuer, sessions: Sessions, rooms: ConferenceRooms): Callers {
  async function identify(c: Context): Promise<Grant> {
    // What is due comes first: a token that comes at the very end saves nobody who is already out.
    rooms.settle()
    const grant = await issuer.check(bearerOf(c), 'participant')
    const session = grant.externalId === undefined ? undefined : sessions.of(grant.externalId)
    if (session) rooms.renew(session, grant)
    return grant
  }

  return {
    identify,
    async sessionNamedBy(c) {
      const grant = await identify(c)
      const session = sessions.get(c.req.param('sessionId') ?? '')
      if (grant.externalId !== undefined && grant.externalId !== session.externalId) throw notYours()
      rooms.renew(session, grant)
      return session
    },
  }
}
