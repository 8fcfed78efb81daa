import { HalflifeError } from '../../../errors.ts'
import type { ConferenceSession } from '../../platform/client/conference-session.ts'
import { requireObject } from '../surface/options.ts'
import { leaveFirst, saysOut } from './out.ts'
import type { PlatformLink } from './platform-link.ts'

/** Who takes part: as the platform knows one. */
export interface ParticipantInfo {
  /** What others are shown. Default: the external ID. */
  readonly name?: string | undefined
  /** Who it is to the app. Needed where the token names nobody; must be the token's where it does. */
  readonly externalId?: string | undefined
}

/** A participant with its session on the platform. */
export type OpenedSession = Pick<ConferenceSession, 'sessionId' | 'externalId' | 'name'>

/** The participant's session on the platform: opened before the first conference is joined. */
export class SessionService {
  readonly #link: PlatformLink
  readonly #inTurn: <T>(task: () => Promise<T>) => Promise<T>
  readonly #isInConference: () => boolean
  readonly #onClose: () => void
  #me: ConferenceSession | undefined

  /** @internal */
  constructor(
    link: PlatformLink,
    {
      inTurn,
      isInConference,
      onClose,
    }: {
      inTurn: <T>(task: () => Promise<T>) => Promise<T>
      isInConference: () => boolean
      onClose: () => void
    },
  ) {
    this.#link = link
    this.#inTurn = inTurn
    this.#isInConference = isInConference
    this.#onClose = onClose
  }

  /** The participant, while the session is open. */
  get participant(): OpenedSession | undefined {
    if (!this.#me) return undefined
    const { sessionId, externalId, name } = this.#me
    return { sessionId, externalId, name }
  }

  /**
   * Opens the session. One that is open already for the same participant is that one.
   *
   * @throws HalflifeError `ERR_OPTION` without a `platform`, `ERR_NOT_INITIALIZED`; `ERR_IN_CONFERENCE` as somebody else
   *   than who is in one; `ERR_PLATFORM`, and those of a token that cannot be had
   */
  open(info: ParticipantInfo = {}): Promise<OpenedSession> {
    return this.#inTurn(async () => {
      const { name, externalId } = requireObject(info, 'session.open takes { name, externalId }, or nothing')
      const who = { ...(name !== undefined && { name }), ...(externalId !== undefined && { externalId }) }
      const { signal } = this.#link
      const opened = await this.#link.client.openSession({ ...who, signal })
      if (this.#isInConference() && opened.sessionId !== this.#me?.sessionId) throw leaveFirst()
      this.#me = opened
      return this.participant as OpenedSession
    })
  }

  /**
   * Closes it; the participant leaves the conference it is in. Does nothing if none is open.
   *
   * @throws HalflifeError `ERR_PLATFORM` and others of a call; then it is still open
   */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      const me = this.#me
      if (!me) return
      await me.close({ signal: this.#link.signal }).catch((error) => {
        // Closed there already, or over here meanwhile.
        if (!saysOut(error) && this.is(me)) throw error
      })
      if (this.is(me)) this.forget()
      this.#onClose()
    })
  }

  /** Whether that is still the one. @internal */
  is(me: ConferenceSession): boolean {
    return this.#me === me
  }

  /** @internal */
  get me(): ConferenceSession {
    if (!this.#me)
      throw new HalflifeError('ERR_NO_SESSION', 'Call session.open() before joining a conference.')
    return this.#me
  }

  /** @internal */
  forget(): void {
    this.#me = undefined
  }
}
