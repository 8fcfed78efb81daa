import type { AnyActorRef, InspectionEvent } from 'xstate'
import { actorMessage, isTokenMachine, stepMessage } from './actor-message.ts'
import { Backlog, KnownActors, type Shown } from './backlog.ts'
import { Line } from './line.ts'
import { checkOptions, type InspectorClient, type InspectorClientOptions, noWebSocket } from './options.ts'

/**
 * Sends what sessions, and any other XState v5 actors, do to the inspector's page: when the app has nothing else to do, and
 * without ever throwing into it.
 *
 * A session's machine knows no token. What other actors know is yours: `sanitizeEvent` and `sanitizeContext` see all
 * of it first, and what looks like a JWT is left out in any case.
 *
 * @example
 * const { inspect } = createInspector({ url: 'ws://127.0.0.1:4141/…/feed' })
 * const session = openSession({ token, refresh, inspect })
 * @throws HalflifeError `ERR_OPTION`
 */
export function createInspector(options: InspectorClientOptions): InspectorClient {
  checkOptions(options)
  return new FeedingInspector(options)
}

class FeedingInspector implements InspectorClient {
  readonly #options: InspectorClientOptions
  readonly #backlog: Backlog
  readonly #known: KnownActors
  readonly #line: Line
  /** Token machines. What they are told shows in what they come to: saying it twice would cost as much again. */
  readonly #tokens = new WeakSet<object>()
  #isClosed = false

  constructor(options: InspectorClientOptions) {
    const { url, name, maxQueued = 10_000, WebSocket = globalThis.WebSocket } = options
    this.#options = options
    this.#backlog = new Backlog(maxQueued, (shown) => this.#inWords(shown))
    this.#known = new KnownActors(maxQueued)
    if (typeof WebSocket !== 'function') throw noWebSocket()
    this.#line = new Line(feedOf(url, name), WebSocket, {
      begun: (isFirst) => (isFirst && !this.#backlog.hasDropped ? [] : this.#introductions()),
      next: () => this.#backlog.next(),
    })
  }

  get isConnected(): boolean {
    return this.#line.isOpen
  }

  readonly inspect = (event: InspectionEvent): void => {
    if (this.#isClosed) return
    const { type, actorRef } = event
    if (type === '@xstate.snapshot') {
      const { status } = Object(event.snapshot) as { status?: unknown }
      if (status !== 'active') this.#known.delete(actorRef.sessionId)
    } else if (type === '@xstate.actor') {
      this.#known.add(actorRef as AnyActorRef, event.rootId)
      if (isTokenMachine(actorRef as AnyActorRef)) this.#tokens.add(actorRef)
    } else if (type !== '@xstate.event' || this.#tokens.has(actorRef)) return
    this.#backlog.push({ event, atMs: Date.now() })
    this.#line.wake()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#line.close()
    this.#backlog.clear()
    this.#known.clear()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** A server that comes back may be another one: it hears who is there. */
  #introductions(): string[] {
    const atMs = Date.now()
    return [...this.#known].flatMap(({ actor, rootId }) => {
      const text = orNothing(() => actorMessage(actor, atMs, rootId, this.#options))
      return text === undefined ? [] : [text]
    })
  }

  #inWords({ event, atMs }: Shown): string | undefined {
    return orNothing(() =>
      event.type === '@xstate.actor'
        ? actorMessage(event.actorRef as AnyActorRef, atMs, event.rootId, this.#options)
        : stepMessage(event, atMs, this.#options),
    )
  }
}

/** What an app's own functions throw, as its sanitizers, is not shown, and hurts nobody. */
function orNothing(say: () => string | undefined): string | undefined {
  try {
    return say()
  } catch {
    return undefined
  }
}

/** By its number, the server knows an app again that was away. */
function feedOf(url: string, name: string | undefined): string {
  const feed = new URL(url)
  feed.searchParams.set('app', Math.random().toString(36).slice(2))
  if (name !== undefined) feed.searchParams.set('name', name)
  return feed.href
}
