import type { AnyActorRef, InspectionEvent } from 'xstate'
import { actorMessage, stepMessage } from './actor-message.ts'
import { Backlog, KnownActors, type Shown } from './backlog.ts'
import { Line } from './line.ts'
import { checkOptions, type InspectorClient, type InspectorClientOptions, noWebSocket } from './options.ts'

/** How many messages are made in one go: what is more waits for the app's own work. */
const atOnce = 200

/**
 * Sends what sessions, and any other XState v5 actors, do to the inspector's page, behind the app and never in its way:
 * nothing is made of what XState shows until the app is idle, and nothing here throws into it.
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
  #isClosed = false

  constructor(options: InspectorClientOptions) {
    const { url, name, maxQueued = 10_000, WebSocket = globalThis.WebSocket } = options
    this.#options = options
    this.#backlog = new Backlog(maxQueued)
    this.#known = new KnownActors(maxQueued)
    if (typeof WebSocket !== 'function') throw noWebSocket()
    this.#line = new Line(feedOf(url, name), WebSocket, {
      begun: (isFirst) => (isFirst && !this.#backlog.hasDropped ? [] : this.#introductions()),
      next: () => this.#backlog.take(atOnce).flatMap((shown) => this.#inWords(shown)),
    })
  }

  get isConnected(): boolean {
    return this.#line.isOpen
  }

  readonly inspect = (event: InspectionEvent): void => {
    if (this.#isClosed) return
    const { type, actorRef } = event
    if (type === '@xstate.actor') this.#known.add(actorRef as AnyActorRef, event.rootId)
    else if (type === '@xstate.snapshot') {
      if ((event.snapshot as { status?: unknown })?.status !== 'active')
        this.#known.delete(actorRef.sessionId)
    } else if (type !== '@xstate.event') return
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
    return [...this.#known].flatMap(({ actor, rootId }) =>
      orNothing(() => actorMessage(actor, atMs, rootId, this.#options)),
    )
  }

  #inWords({ event, atMs }: Shown): string[] {
    return orNothing(() =>
      event.type === '@xstate.actor'
        ? actorMessage(event.actorRef as AnyActorRef, atMs, event.rootId, this.#options)
        : stepMessage(event, atMs, this.#options),
    )
  }
}

/** What an app's own functions throw, as its sanitizers, is not shown, and hurts nobody. */
function orNothing(say: () => string | undefined): string[] {
  try {
    const text = say()
    return text === undefined ? [] : [text]
  } catch {
    return []
  }
}

/** By its number, the server knows an app again that was away. */
function feedOf(url: string, name: string | undefined): string {
  const feed = new URL(url)
  feed.searchParams.set('app', Math.random().toString(36).slice(2))
  if (name !== undefined) feed.searchParams.set('name', name)
  return feed.href
}
