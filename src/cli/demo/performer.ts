import { authorizedFetch, type Journal, openSession, type Session } from '../../index.ts'
import {
  type ConferenceClient,
  type ConferenceEvent,
  type ConferenceSession,
  createConferenceClient,
  PlatformError,
} from '../../services/platform/index.ts'
import { askAuthServer } from './ask-auth-server.ts'
import type { Chronicle } from './chronicle.ts'
import { newsOf } from './news.ts'
import type { Role } from './roles.ts'
import type { Stage } from './stage.ts'

/** A participant's app: it keeps a token alive with halflife, and talks to the platform with it. */
export class Performer {
  readonly role: Role
  readonly session: Session
  /** What it heard on its event stream. */
  readonly heard: ConferenceEvent[] = []
  /** What the platform answered to the calls that it made with the token in hand. */
  readonly answers: number[] = []
  readonly #stage: Stage
  readonly #chronicle: Chronicle
  readonly #client: ConferenceClient
  readonly #leaving = new AbortController()
  #tokenInHand: string
  #conferenceId = ''
  #following: Promise<void> | undefined

  constructor(role: Role, token: string, stage: Stage, journal: Journal, chronicle: Chronicle) {
    const { url } = stage.platform
    this.role = role
    this.#stage = stage
    this.#chronicle = chronicle
    this.#tokenInHand = token
    this.session = openSession({
      token,
      refresh: async (_isExpired, { signal }) => {
        this.#tokenInHand = await askAuthServer(stage.authServer.url, role.name, signal)
        return this.#tokenInHand
      },
      profile: role.profile,
      // The letter of the SDKs' documentation: no attempts between the points, so that these can be told apart.
      retry: 'points-only',
      journal,
      stream: role.stream,
    })
    this.#client = createConferenceClient({ url, fetch: authorizedFetch(this.session, { origins: [url] }) })
  }

  /** Joins the conference that everyone joins, and listens to what happens there. */
  async join(): Promise<void> {
    const { name, profile } = this.role
    const signal = this.#leaving.signal
    const me = await this.#client.openSession({ externalId: name, signal })
    const { conferenceId } = await this.#client.createConference({ alias: 'demo', signal })
    await me.join(conferenceId, { policy: profile.policy, signal })
    this.#conferenceId = conferenceId
    this.session.joinedConference()
    this.#following = this.#follow(me)
    // The platform learns of a newer token from the first call that is made with it.
    this.session.on('token.adopted', () => void this.#listParticipants(this.#client).catch(() => undefined))
  }

  /**
   * Calls the platform as an SDK does that sends whatever token it has, without asking whether it is alive:
   * if it is rejected, the session hears of it and calls back. (`authorizedFetch` would not have sent it.)
   */
  async callWithTokenInHand(): Promise<void> {
    const token = this.#tokenInHand
    const fetchWithToken: typeof fetch = (input, init) => {
      const headers = new Headers(init?.headers)
      headers.set('authorization', `Bearer ${token}`)
      return fetch(input, { ...init, headers })
    }
    this.#chronicle.tell(this.role.name, 'calls the platform with the token it has')
    try {
      const { url } = this.#stage.platform
      await this.#listParticipants(createConferenceClient({ url, fetch: fetchWithToken }))
      this.#answered(200)
    } catch (error) {
      if (!(error instanceof PlatformError && error.status === 401)) throw error
      this.#answered(401)
      this.session.reportRejected(token)
      await this.#callAgain()
    }
  }

  async close(): Promise<void> {
    this.#leaving.abort()
    await this.#following
    await this.session.close()
  }

  /** The same call once more, if the session gets a new token now. */
  async #callAgain(): Promise<void> {
    const isFresh = await this.session.freshToken().then(
      () => true,
      () => false,
    )
    if (!isFresh) return
    await this.#listParticipants(this.#client)
    this.#answered(200)
  }

  #answered(status: number): void {
    this.answers.push(status)
    const isOk = status === 200
    const text = isOk
      ? `answers ${this.role.name}: 200 OK`
      : `answers ${this.role.name}: ${status} Invalid_token`
    this.#chronicle.tell('platform', text, isOk ? 'good' : 'bad')
  }

  #listParticipants(client: ConferenceClient) {
    return client.participants(this.#conferenceId, { signal: this.#leaving.signal })
  }

  async #follow(me: ConferenceSession): Promise<void> {
    const { signal } = this.#leaving
    try {
      for await (const event of me.events(this.#conferenceId, { signal })) {
        this.heard.push(event)
        const isMine = event.participant.sessionId === me.sessionId
        if (!isMine) continue
        if (event.type === 'participant.kicked') this.session.ejectedFromConference()
        this.#chronicle.tell('platform', ...newsOf(event))
      }
    } catch (error) {
      // What was not heard is missing in what is checked at the end.
      if (!signal.aborted) this.#chronicle.tell(this.role.name, `lost its event stream: ${error}`, 'bad')
    }
  }
}
