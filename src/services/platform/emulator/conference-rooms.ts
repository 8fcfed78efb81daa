import { randomUUID } from 'node:crypto'
import type { ParticipantPolicy } from '../conference.ts'
import { ConferenceRoom } from './conference-room.ts'
import type { Grant } from './issuer.ts'
import { notFound } from './refusal.ts'
import type { Session } from './sessions.ts'
import type { Timers } from './timers.ts'

/** No timer is longer, so that a host that slept, or a clock that was moved, is noticed soon. */
const longestSliceMs = 60_000

/** Every conference, and the one timer that puts through what the expiry of tokens means in them. */
export class ConferenceRooms {
  readonly #now: () => number
  readonly #timers: Timers
  readonly #rooms = new Map<string, ConferenceRoom>()
  #disarm: () => void = () => undefined

  /** @param now the platform's time, in milliseconds */
  constructor(now: () => number, timers: Timers) {
    this.#now = now
    this.#timers = timers
  }

  get all(): ConferenceRoom[] {
    return [...this.#rooms.values()]
  }

  /** A new room, or the one that has this alias. */
  create(alias: string | null): { room: ConferenceRoom; isNew: boolean } {
    const taken = alias === null ? undefined : this.all.find((room) => room.alias === alias)
    if (taken) return { room: taken, isNew: false }
    const room = new ConferenceRoom(randomUUID(), alias)
    this.#rooms.set(room.conferenceId, room)
    return { room, isNew: true }
  }

  /** @throws Refusal 404 */
  get(conferenceId: string): ConferenceRoom {
    const room = this.#rooms.get(conferenceId)
    if (!room) throw notFound('conference')
    return room
  }

  join(room: ConferenceRoom, session: Session, policy: ParticipantPolicy) {
    const participant = room.join(session, policy, this.#now())
    this.settle()
    return participant
  }

  leave(room: ConferenceRoom, sessionId: string): void {
    room.leave(sessionId, this.#now())
    this.settle()
  }

  leaveAll(sessionId: string): void {
    for (const room of this.all) if (room.has(sessionId)) this.leave(room, sessionId)
  }

  /** A call was made with this token: if it is the newest of the session's, its expiry counts from now on. */
  renew(session: Session, { serial, expiresAtMs }: Grant): void {
    if (serial <= session.token.serial) return
    session.token = { serial, expiresAtMs }
    for (const room of this.all) room.renewed(session.sessionId, this.#now())
    this.settle()
  }

  /** Puts through what is due by now, and sets the timer for what comes next. */
  settle(): void {
    const nowMs = this.#now()
    for (const room of this.all) room.expire(nowMs)
    this.#disarm()
    const nextMs = Math.min(...this.all.map((room) => room.nextExpiryMs))
    if (nextMs === Number.POSITIVE_INFINITY) return
    this.#disarm = this.#timers.after(Math.min(nextMs - nowMs, longestSliceMs), () => this.settle())
  }
}
