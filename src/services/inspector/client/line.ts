import { withoutJwts } from '../redact.ts'
import type { FeedSocket, FeedSocketClass } from './options.ts'

/** What is sent. */
export interface Speech {
  /** What a connection begins with: JSON texts. `isFirst`: there was none before. */
  begun(isFirst: boolean): readonly string[]
  /** What comes next: JSON texts with commas between them; `undefined` if there is nothing. */
  next(): string | undefined
}

/** How long to wait before a connection is tried again, ms: each time longer, up to the last. */
const waitsMs = [500, 1_000, 2_000, 5_000, 10_000] as const
/** While this much is under way, bytes, no more is sent; it is looked at again after so long, ms. */
const mostUnsentBytes = 1024 * 1024
const lookAgainAfterMs = 50
/** How many messages are sent in one go: what is more waits for the app's own work. */
const atOnce = 8
/** How long a goodbye may take, ms. */
const goodbyeMs = 1_000

/** A connection that comes back, and sends when the app has nothing to do. Its timers keep no process alive. */
export class Line {
  isOpen = false
  readonly #url: string
  readonly #WebSocket: FeedSocketClass
  readonly #speech: Speech
  #socket: FeedSocket | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #isClosed = false
  #failures = 0
  #wasOpen = false

  constructor(url: string, WebSocket: FeedSocketClass, speech: Speech) {
    this.#url = url
    this.#WebSocket = WebSocket
    this.#speech = speech
    this.#connect()
  }

  /** There is something to be sent. */
  wake(): void {
    if (this.isOpen && this.#timer === undefined) this.#after(0, () => this.#speak())
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    clearTimeout(this.#timer)
    const socket = this.#socket
    if (!socket) return
    if (this.isOpen) for (let text = this.#speech.next(); text; text = this.#speech.next()) this.#send(text)
    await new Promise<void>((resolve) => {
      this.#timer = setTimeout(resolve, goodbyeMs)
      socket.onclose = () => resolve()
      socket.close()
    })
    clearTimeout(this.#timer)
    this.isOpen = false
  }

  #connect(): void {
    let socket: FeedSocket
    try {
      socket = new this.#WebSocket(this.#url)
    } catch {
      return this.#lost()
    }
    this.#socket = socket
    socket.onopen = () => this.#opened()
    socket.onclose = () => this.#lost()
    // Of what went wrong, `close` tells, which comes after it.
    socket.onerror = () => {}
  }

  #opened(): void {
    this.isOpen = true
    this.#failures = 0
    for (const text of this.#speech.begun(!this.#wasOpen)) this.#send(text)
    this.#wasOpen = true
    this.wake()
  }

  #lost(): void {
    this.isOpen = false
    this.#socket = undefined
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#isClosed) return
    this.#after(waitsMs[Math.min(this.#failures++, waitsMs.length - 1)] ?? 0, () => this.#connect())
  }

  #speak(): void {
    if (!this.isOpen || !this.#socket) return
    if (this.#socket.bufferedAmount > mostUnsentBytes)
      return this.#after(lookAgainAfterMs, () => this.#speak())
    for (let sent = 0; sent < atOnce; sent++) {
      const text = this.#speech.next()
      if (text === undefined) return
      this.#send(text)
    }
    this.wake()
  }

  #send(text: string): void {
    this.#socket?.send(withoutJwts(`[${text}]`))
  }

  #after(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timer = undefined
      act()
    }, ms)
    this.#timer = timer
    ;(timer as { unref?(): void }).unref?.()
  }
}
