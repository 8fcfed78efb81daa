import type { Participant } from '../conference.ts'
import type { Endpoint } from '../endpoints.ts'
import type { LoopbackServer } from '../loopback-server.ts'
import type { ConferenceRooms } from './conference-rooms.ts'
import { type FaultBoard, type FaultSwitches, revoke } from './fault-board.ts'
import type { Issuer } from './issuer.ts'
import type { Timers } from './timers.ts'
import type { Traffic } from './traffic.ts'

/** A conference, seen from inside the platform. */
export interface ConferenceView {
  readonly conferenceId: string
  readonly alias: string | null
  readonly participants: readonly Participant[]
}

/** A running emulator. Its secrets do not show when it is inspected or made JSON. */
export interface Platform extends AsyncDisposable {
  readonly url: string
  readonly appKey: string
  readonly appSecret: string
  /** What `/admin` asks for. */
  readonly adminKey: string
  /** How many calls came, by endpoint, such as `requests['POST /v2/client-access-token']`. */
  readonly requests: Readonly<Record<Endpoint, number>>
  /** The conferences and who is in them, now. */
  readonly conferences: readonly ConferenceView[]
  readonly faults: FaultSwitches
  /** Ends every stream and connection. Leaves no timer behind; nothing keeps the process alive. */
  close(): Promise<void>
}

/** What a platform is made of. */
interface Parts {
  readonly server: LoopbackServer
  readonly appKey: string
  readonly appSecret: string
  readonly adminKey: string
  readonly traffic: Traffic
  readonly rooms: ConferenceRooms
  readonly board: FaultBoard
  readonly issuer: Issuer
  readonly timers: Timers
}

/** A class for its private field: `util.inspect` and `JSON.stringify` see nothing of the secrets in it. */
export class RunningPlatform implements Platform {
  readonly #parts: Parts
  readonly faults: FaultSwitches

  constructor(parts: Parts) {
    const { board, issuer } = parts
    this.#parts = parts
    this.faults = {
      get current() {
        return board.current
      },
      set: (changes) => board.set(changes),
      clear: () => board.clear(),
      revoke: (what) => revoke(issuer, what),
    }
  }

  get url(): string {
    return this.#parts.server.url
  }

  get appKey(): string {
    return this.#parts.appKey
  }

  get appSecret(): string {
    return this.#parts.appSecret
  }

  get adminKey(): string {
    return this.#parts.adminKey
  }

  get requests(): Readonly<Record<Endpoint, number>> {
    return this.#parts.traffic.counts
  }

  get conferences(): readonly ConferenceView[] {
    this.#parts.rooms.settle()
    return this.#parts.rooms.all.map(({ conferenceId, alias, participants }) => ({
      conferenceId,
      alias,
      participants,
    }))
  }

  close(): Promise<void> {
    this.#parts.timers.stop()
    return this.#parts.server.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
