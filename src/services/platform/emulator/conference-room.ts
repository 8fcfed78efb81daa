import type { ConferenceEvent, Participant, ParticipantPolicy } from '../conference.ts'
import { EventLog } from './event-log.ts'
import { notFound } from './refusal.ts'
import type { Session } from './sessions.ts'

/** One session's stay in one conference. */
interface Attendance {
  readonly session: Session
  policy: ParticipantPolicy
  isTokenExpired: boolean
  /** The number of the event before its joining: what it may see comes after. */
  readonly sinceEventId: number
}

/** One conference: who is in it, what happened in it, and what the expiry of a token means there. */
export class ConferenceRoom {
  readonly conferenceId: string
  readonly alias: string | null
  readonly log = new EventLog()
  readonly #attendances = new Map<string, Attendance>()

  constructor(conferenceId: string, alias: string | null) {
    this.conferenceId = conferenceId
    this.alias = alias
  }

  get participants(): Participant[] {
    return [...this.#attendances.values()].map(asParticipant)
  }

  /** When the next token of a participant expires, in the platform's milliseconds; `Infinity` for never. */
  get nextExpiryMs(): number {
    const alive = [...this.#attendances.values()].filter(({ isTokenExpired }) => !isTokenExpired)
    return Math.min(...alive.map(({ session }) => session.token.expiresAtMs))
  }

  /** A session comes in; one that is in already keeps its place, under this policy from now on. */
  join(session: Session, policy: ParticipantPolicy, atMs: number): Participant {
    const present = this.#attendances.get(session.sessionId)
    if (present) {
      present.policy = policy
      return asParticipant(present)
    }
    const attendance = { session, policy, isTokenExpired: false, sinceEventId: this.log.lastId }
    this.#attendances.set(session.sessionId, attendance)
    this.#record('participant.joined', attendance, atMs)
    return asParticipant(attendance)
  }

  /** @throws Refusal 404 if that session is not in here */
  leave(sessionId: string, atMs: number): void {
    const attendance = this.#get(sessionId)
    this.#attendances.delete(sessionId)
    this.#record('participant.left', attendance, atMs)
  }

  has(sessionId: string): boolean {
    return this.#attendances.has(sessionId)
  }

  /** The event that a session's own stream begins after. @throws Refusal 404 if it is not in here */
  sinceEventId(sessionId: string): number {
    return this.#get(sessionId).sinceEventId
  }

  /** Handles every expiry that is due, once: who may stay is marked, who may not is put out. */
  expire(nowMs: number): void {
    for (const attendance of this.#attendances.values()) {
      if (attendance.isTokenExpired || nowMs < attendance.session.token.expiresAtMs) continue
      attendance.isTokenExpired = true
      if (attendance.policy === 'stay') {
        this.#record('participant.token-expired', attendance, nowMs)
      } else {
        this.#attendances.delete(attendance.session.sessionId)
        this.#record('participant.kicked', attendance, nowMs, 'token-expired')
      }
    }
  }

  /** A session has shown a newer token. */
  renewed(sessionId: string, atMs: number): void {
    const attendance = this.#attendances.get(sessionId)
    if (!attendance) return
    attendance.isTokenExpired = false
    this.#record('participant.token-renewed', attendance, atMs)
  }

  #get(sessionId: string): Attendance {
    const attendance = this.#attendances.get(sessionId)
    if (!attendance) throw notFound('participant in this conference')
    return attendance
  }

  #record(
    type: ConferenceEvent['type'],
    attendance: Attendance,
    atMs: number,
    reason?: 'token-expired',
  ): void {
    const { conferenceId } = this
    const participant = asParticipant(attendance)
    this.log.append({ type, atMs, conferenceId, participant, ...(reason && { reason }) })
  }
}

function asParticipant({ session, policy, isTokenExpired }: Attendance): Participant {
  const { sessionId, externalId, name } = session
  return { sessionId, externalId, name, policy, isTokenExpired }
}
