import { withoutJwts } from '../redact.ts'
import type { FeedSocket, FeedSocketClass } from './options.ts'

/** What is sent. */
export interface Speech {
  /** What a connection begins with: JSON texts. `isFirst`: there was none before. */
  begun(isFirst: boolean): readonly string[]
  /** What comes next: JSON texts; none if there is nothing. */
  next(): readonly string[]
}

/** How long to wait before a connection is tried again, ms: each time longer, up to the last. */
const waitsMs = [500, 1_000, 2_000, 5_000, 10_000] as const
/** While this much is under way, bytes, no more is sent; it is looked at again after so long, ms. */
const mostUnsentBytes = 1024 * 1024
const lookAgainAfterMs = 50
/** How much one message has, characters, but for one that has more by itself. */
const mostCharacters = 512 * 1024
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
    if (this.isOpen)
      for (let texts = this.#speech.next(); texts.length > 0; texts = this.#speech.next()) this.#send(texts)
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
    this.#send(this.#speech.begun(!this.#wasOpen))
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
    const texts = this.#speech.next()
    if (texts.length === 0) return
    this.#send(texts)
    this.wake()
  }

  /** In messages of a size that the server takes. */
  #send(texts: readonly string[]): void {
    let message = ''
    for (const text of texts) {
      if (message.length + text.length > mostCharacters) {
        this.#sendOne(message)
        message = ''
      }
      message += message === '' ? text : `,${text}`
    }
    this.#sendOne(message)
  }

  #sendOne(message: string): void {
    if (message !== '') this.#socket?.send(withoutJwts(`[${message}]`))
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
