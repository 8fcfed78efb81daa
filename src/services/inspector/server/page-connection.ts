import { setMaxListeners } from 'node:events'
import type { WebSocket } from 'ws'
import { clockEveryMs, type ToPage } from '../protocol.ts'
import type { NewsSource } from '../sources/source.ts'

/** A page that has not taken this much of what it was told in passing, bytes, is not there any more. */
const mostUnsentBytes = 8 * 1024 * 1024

/** What the page takes for "connect again, and begin anew". */
const serviceRestart = 1012

/** One page that looks. It is sent as much as it takes: what it has not taken stays where it came from. */
export class PageConnection {
  readonly #socket: WebSocket
  readonly #gone = new AbortController()
  readonly #clock: NodeJS.Timeout
  #behind = 0

  /** @param hello what it is told first, and then of these sources */
  constructor(socket: WebSocket, hello: ToPage, sources: readonly NewsSource[]) {
    this.#socket = socket
    this.#clock = setInterval(() => this.tell({ type: 'clock', nowMs: Date.now() }), clockEveryMs)
    // One for each source.
    setMaxListeners(0, this.#gone.signal)
    socket.once('close', () => this.#left())
    // A page has nothing to say.
    socket.once('message', () => socket.close(1008))
    this.tell(hello)
    this.#behind = sources.length
    if (sources.length === 0) this.tell({ type: 'caught-up' })
    for (const source of sources) void this.#send(source, () => this.#caughtUp())
  }

  /** A source that came after the page did. */
  follow(source: NewsSource): void {
    this.tell({ type: 'source', source: source.about })
    void this.#send(source, () => {})
  }

  /** Says something small, however busy the page is. */
  tell(message: ToPage): void {
    if (this.#gone.signal.aborted) return
    if (this.#socket.bufferedAmount > mostUnsentBytes) this.#socket.terminate()
    else this.#socket.send(JSON.stringify(message))
  }

  async #send(source: NewsSource, caughtUp: () => void): Promise<void> {
    try {
      for await (const message of source.news(this.#gone.signal)) {
        if (this.#gone.signal.aborted) return
        if (message === null) caughtUp()
        else await this.#sent(message)
      }
    } catch {
      this.#socket.close(serviceRestart)
    }
  }

  /** Until the connection has taken it: one message of a source at a time is in memory. */
  #sent(message: ToPage): Promise<void> {
    // Of an error, `close` tells.
    return new Promise((resolve) => this.#socket.send(JSON.stringify(message), () => resolve()))
  }

  #caughtUp(): void {
    this.#behind--
    if (this.#behind === 0) this.tell({ type: 'caught-up' })
  }

  #left(): void {
    clearInterval(this.#clock)
    this.#gone.abort()
  }
}
