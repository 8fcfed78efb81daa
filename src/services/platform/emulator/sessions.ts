import { randomUUID } from 'node:crypto'
import type { Grant } from './issuer.ts'
import { notFound } from './refusal.ts'

/** A participant's session. `token` is the newest of its tokens that the platform has seen. */
export interface Session {
  readonly sessionId: string
  readonly externalId: string
  readonly name: string
  token: Pick<Grant, 'serial' | 'expiresAtMs'>
}

/** The open sessions: at most one for an external ID, so that a token says whose call it is. */
export class Sessions {
  readonly #byId = new Map<string, Session>()
  readonly #byExternalId = new Map<string, Session>()

  open(externalId: string, name: string, token: Session['token']): Session {
    const session = { sessionId: randomUUID(), externalId, name, token }
    this.#byId.set(session.sessionId, session)
    this.#byExternalId.set(externalId, session)
    return session
  }

  /** @throws Refusal 404 */
  get(sessionId: string): Session {
    const session = this.#byId.get(sessionId)
    if (!session) throw notFound('session')
    return session
  }

  of(externalId: string): Session | undefined {
    return this.#byExternalId.get(externalId)
  }

  close({ sessionId, externalId }: Session): void {
    this.#byId.delete(sessionId)
    this.#byExternalId.delete(externalId)
  }
}
