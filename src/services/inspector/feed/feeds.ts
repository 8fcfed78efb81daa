import type { IncomingMessage } from 'node:http'
import type { WebSocket } from 'ws'
import type { Source, ToPage } from '../protocol.ts'
import type { NewsSource } from '../sources/source.ts'
import { FeedSource } from './feed-source.ts'
import { readMessage } from './read-message.ts'

/** What is kept of one app: some tens of megabytes at most. */
const limits = { records: 50_000, messages: 5_000, characters: 32 * 1024 * 1024 }
/** How many apps that have gone are remembered. */
const mostGone = 20

/** Where news of feeds go. */
export interface FeedHost {
  nextId(): string
  add(source: NewsSource): void
  remove(source: NewsSource): void
  tell(message: ToPage): void
}

/** The apps that tell what they do. Nothing is ever said to them. */
export class Feeds {
  readonly #host: FeedHost
  /** By the number that an app gives itself, or by a new one. */
  readonly #apps = new Map<string, FeedSource>()
  readonly #connections = new Map<FeedSource, number>()

  constructor(host: FeedHost) {
    this.#host = host
  }

  /** An app has come, perhaps back. */
  enter(socket: WebSocket, request: IncomingMessage): void {
    const source = this.#appOf(request)
    this.#connected(source, 1)
    let isTold = false
    socket.on('message', (data, isBinary) => {
      const text = String(data)
      const { messages, misunderstood } = isBinary ? { messages: [], misunderstood: 1 } : readMessage(text)
      for (const message of messages) source.take(message, Math.ceil(text.length / messages.length))
      if (misunderstood === 0 || isTold) return
      isTold = true
      const message = `${source.about.name} sends what is no message of @statelyai/inspect: it is left out.`
      this.#host.tell({ type: 'problem', source: source.about.id, message })
    })
    socket.once('close', () => this.#connected(source, -1))
  }

  #appOf({ url = '', headers }: IncomingMessage): FeedSource {
    const query = new URLSearchParams(url.split('?')[1])
    const id = this.#host.nextId()
    const app = query.get('app') || id
    const known = this.#apps.get(app)
    if (known) return known
    const name = (query.get('name') || headers.origin || 'an app').slice(0, 100)
    const source = new FeedSource({ id, kind: 'feed', name, status: 'open' }, limits)
    this.#apps.set(app, source)
    this.#host.add(source)
    this.#forgetSome()
    return source
  }

  #connected(source: FeedSource, change: 1 | -1): void {
    const connections = (this.#connections.get(source) ?? 0) + change
    this.#connections.set(source, connections)
    const status: Source['status'] = connections > 0 ? 'open' : 'ended'
    if (status === source.about.status) return
    source.is(status)
    this.#host.tell({ type: 'source', source: source.about })
  }

  #forgetSome(): void {
    const gone = [...this.#apps].filter(([, source]) => source.about.status === 'ended')
    for (const [app, source] of gone.slice(0, -mostGone)) {
      this.#apps.delete(app)
      this.#connections.delete(source)
      this.#host.remove(source)
      source.end()
    }
  }
}
