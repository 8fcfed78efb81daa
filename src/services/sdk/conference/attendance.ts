import type { ConferenceClient } from '../../platform/client/conference-client.ts'
import type { ConferenceSession } from '../../platform/client/conference-session.ts'
import { type ConferenceEvent, isExitOf } from '../../platform/conference.ts'
import type { SurfaceSettings } from '../surface/options.ts'
import type { ConferenceNews, ConnectionLost, ConnectionRestored } from './events.ts'
import { NewestToken } from './newest-token.ts'
import { saysOut } from './out.ts'
import { Patience } from './patience.ts'
import { Silence } from './silence.ts'

/** One participant's time in one conference, from joining to leaving. */
interface Circumstances {
  readonly conferenceId: string
  readonly me: ConferenceSession
  readonly client: ConferenceClient
  readonly settings: Pick<SurfaceSettings, 'clock' | 'random'>
  say(event: ConferenceNews | ConnectionLost | ConnectionRestored): void
  /** The platform said, or let us find, that we are out. */
  onOut(why: 'left' | 'kicked' | 'gone'): void
}

/**
 * Follows what happens in the conference, through broken connections, and shows the platform each new token. Nothing of
 * it is left after `end()`.
 */
export class Attendance {
  readonly conferenceId: string
  readonly #is: Circumstances
  readonly #patience: Patience
  readonly #ended = new AbortController()
  readonly #newestToken: NewestToken
  #lastEventId: number | undefined
  /** How often in a row the stream broke before it gave anything. */
  #losses = 0

  constructor(circumstances: Circumstances) {
    const { client, conferenceId, settings } = circumstances
    this.#is = circumstances
    this.conferenceId = conferenceId
    this.#patience = new Patience(settings)
    this.#newestToken = new NewestToken(
      (signal) => client.participants(conferenceId, { signal }),
      this.#patience,
      this.#ended.signal,
    )
  }

  /** Follows the events until the exit. Never rejects. */
  async follow(): Promise<void> {
    const { signal } = this.#ended
    while (!signal.aborted) {
      try {
        await this.#followOnce()
      } catch (error) {
        if (!signal.aborted && saysOut(error)) return this.#is.onOut('gone')
      }
      if (signal.aborted) return
      const retryAtMs = this.#patience.retryAtMs(++this.#losses)
      this.#is.say({ type: 'connection.lost', atMs: this.#patience.now(), retryAtMs })
      await this.#patience.until(retryAtMs, signal)
    }
  }

  /** A new token is in use. */
  tokenAdopted(): void {
    void this.#newestToken.show()
  }

  end(): void {
    this.#ended.abort()
  }

  async #followOnce(): Promise<void> {
    const { conferenceId, me } = this.#is
    const lastEventId = this.#lastEventId
    const silence = new Silence(this.#patience, this.#ended.signal)
    try {
      const events = me.events(conferenceId, {
        signal: silence.signal,
        onOpen: () => {
          silence.broken()
          this.#opened()
        },
        onSignOfLife: silence.broken,
        ...(lastEventId !== undefined && { lastEventId }),
      })
      for await (const event of events) {
        if (this.#ended.signal.aborted) return
        this.#lastEventId = event.id
        this.#hear(event)
      }
    } finally {
      silence.end()
    }
  }

  #opened(): void {
    if (this.#losses > 0) this.#is.say({ type: 'connection.restored', atMs: this.#patience.now() })
    this.#losses = 0
  }

  #hear(event: ConferenceEvent): void {
    const { sessionId } = this.#is.me
    if (isExitOf(sessionId, event))
      return this.#is.onOut(event.type === 'participant.kicked' ? 'kicked' : 'left')
    const isMe = event.participant.sessionId === sessionId
    if (isMe && event.type === 'participant.joined') return
    this.#is.say({ type: 'conference.event', atMs: this.#patience.now(), isMe, event })
  }
}
