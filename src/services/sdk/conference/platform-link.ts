import { type ConferenceClient, createConferenceClient } from '../../platform/client/conference-client.ts'
import { authorizedFetch } from '../../session/authorized-fetch.ts'
import type { Session } from '../../session/session.ts'
import { wrong } from '../../session/settings.ts'
import type { TokenKeeper } from '../surface/token-keeper.ts'

/** The way to the platform, with the token of the session that is open. */
export class PlatformLink {
  readonly keeper: TokenKeeper
  #client: ConferenceClient | undefined
  #session: Session | undefined

  constructor(keeper: TokenKeeper) {
    this.keeper = keeper
  }

  /** Aborts when the SDK is closed: each call is given it. */
  get signal(): AbortSignal {
    return this.keeper.ended
  }

  /** @throws HalflifeError `ERR_OPTION` without a `platform`, `ERR_NOT_INITIALIZED` */
  get client(): ConferenceClient {
    const { platform: url, fetch } = this.keeper.settings
    if (!url)
      throw wrong('platform must be given, the address of the platform, to use session and conference')
    const session = this.keeper.tokenSession
    if (this.#client && this.#session === session) return this.#client
    this.#session = session
    const authorized = authorizedFetch(session, { origins: [new URL(url).origin], ...(fetch && { fetch }) })
    this.#client = createConferenceClient({ url, fetch: authorized, clock: this.keeper.settings.clock })
    return this.#client
  }
}
