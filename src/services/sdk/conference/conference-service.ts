import type { Participant } from '../../platform/conference.ts'
import { ParticipantKickedError, SessionClosedError } from '../../session/errors.ts'
import type { Session } from '../../session/session.ts'
import { wrong } from '../../session/settings.ts'
import { requireObject } from '../surface/options.ts'
import type { TokenKeeper } from '../surface/token-keeper.ts'
import { Attendance } from './attendance.ts'
import type { Left } from './events.ts'
import { leaveFirst, saysOut } from './out.ts'
import { PlatformLink } from './platform-link.ts'
import { SessionService } from './session-service.ts'

/** A conference, by its ID and the name that people agreed on, if any. */
export interface Conference {
  readonly id: string
  readonly alias: string | null
}

/**
 * The conferences of one participant, who is in one at a time. While it is in, it follows what happens there, and its
 * token session knows of it, so that the end of the token means what the profile's policy says.
 */
export class ConferenceService {
  readonly #keeper: TokenKeeper
  readonly #link: PlatformLink
  /** The participant's session on the platform. @internal */
  readonly session: SessionService
  #attendance: Attendance | undefined
  #current: Conference | undefined
  /** Joining and leaving, one after the other. */
  #turn: Promise<unknown> = Promise.resolve()

  /** @internal */
  constructor(keeper: TokenKeeper) {
    this.#keeper = keeper
    this.#link = new PlatformLink(keeper)
    this.session = new SessionService(this.#link, {
      inTurn: (task) => this.#inTurn(task),
      isInConference: () => this.#current !== undefined,
      onClose: () => this.#exit('left'),
    })
    keeper.onOpen((session) => this.#serve(session))
  }

  /** The conference one is in. */
  get current(): Conference | undefined {
    return this.#current
  }

  /** A new conference, or the one that has this alias. @throws HalflifeError `ERR_PLATFORM` and others of a call */
  async create(options: { readonly alias?: string | undefined } = {}): Promise<Conference> {
    const { alias } = requireObject(options, 'conference.create takes { alias }, or nothing')
    const { client, signal } = this.#link
    const made = await client.createConference({ ...(alias !== undefined && { alias }), signal })
    return { id: made.conferenceId, alias: made.alias }
  }

  /**
   * Joins. `joined` follows, then what happens in the conference, then `left`; under kick, `participant.kicked` before that,
   * if it comes to it.
   *
   * @param conference what `create` gave, or the ID of one
   * @throws HalflifeError `ERR_NO_SESSION`; `ERR_IN_CONFERENCE` from within another one; `ERR_PLATFORM` and others of a call
   */
  join(conference: Conference | string): Promise<Participant> {
    return this.#inTurn(() => this.#join(conference))
  }

  /** Leaves. Does nothing for one who is in none. @throws HalflifeError `ERR_PLATFORM` and others of a call; then one is still in */
  leave(): Promise<void> {
    return this.#inTurn(() => this.#leave())
  }

  /** Who is in there. @param conference default: the one that one is in */
  async participants(conference: Conference | string | undefined = this.#current): Promise<Participant[]> {
    if (conference === undefined) return []
    const { client, signal } = this.#link
    return client.participants(idOf(conference), { signal })
  }

  /** Follows nothing any more, and says nothing. @internal */
  end(): void {
    this.#attendance?.end()
    this.#attendance = undefined
    this.#current = undefined
    this.session.forget()
  }

  async #join(given: Conference | string): Promise<Participant> {
    const { client, signal } = this.#link
    signal.throwIfAborted()
    const { me } = this.session
    const { tokenSession } = this.#keeper
    const conferenceId = idOf(given)
    if (this.#current && this.#current.id !== conferenceId) throw leaveFirst()
    const participant = await me.join(conferenceId, { policy: this.#keeper.profile.policy, signal })
    // Meanwhile all may have ended: nothing may begin any more.
    if (!this.session.is(me))
      throw tokenSession.state === 'kicked' ? new ParticipantKickedError() : new SessionClosedError()
    if (this.#current) return participant

    this.#current = typeof given === 'string' ? { id: given, alias: null } : given
    this.#attendance = new Attendance({
      conferenceId,
      me,
      client,
      settings: this.#keeper.settings,
      say: (event) => this.#keeper.events.say(event),
      onOut: (why) => this.#out(why),
    })
    this.#keeper.events.say({ type: 'joined', atMs: this.#nowMs, conferenceId, participant })
    tokenSession.joinedConference()
    void this.#attendance?.follow()
    return participant
  }

  async #leave(): Promise<void> {
    const conference = this.#current
    if (!conference) return
    await this.session.me.leave(conference.id, { signal: this.#link.signal }).catch((error) => {
      // Out already, whoever was first.
      if (!saysOut(error) && this.#current === conference) throw error
    })
    if (this.#current === conference) this.#exit('left')
  }

  /** A session has begun: what it decides of its participant is done here. */
  #serve(session: Session): void {
    session.on('participant.kicked', () => {
      this.#exit('kicked')
      this.session.forget()
    })
    session.on('token.adopted', () => this.#attendance?.tokenAdopted())
  }

  /** The platform has put us out, or seen us leave. Under kick the token session decides what it means, once. */
  #out(why: Left['why']): void {
    if (why !== 'left') this.#keeper.tokenSession.ejectedFromConference()
    this.#exit(why)
  }

  #exit(why: Left['why']): void {
    const conference = this.#current
    if (!conference) return
    this.#attendance?.end()
    this.#attendance = undefined
    this.#current = undefined
    if (why !== 'kicked') this.#keeper.tokenSession.leftConference()
    this.#keeper.events.say({ type: 'left', atMs: this.#nowMs, conferenceId: conference.id, why })
  }

  get #nowMs(): number {
    return Math.floor(this.#keeper.settings.clock.now())
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(task)
    this.#turn = turn.catch(() => {})
    return turn
  }
}

/** @throws HalflifeError `ERR_OPTION` */
function idOf(conference: Conference | string): string {
  const id: unknown = typeof conference === 'string' ? conference : Object(conference).id
  if (typeof id === 'string' && id !== '') return id
  throw wrong('conference must be what conference.create() gave, or the ID of one')
}
