import type { ActorMessage, ActorSnapshot } from '../../protocol.ts'

/** What befell an actor: it was told an event, or has taken one. */
export interface ActorEntry {
  readonly atMs: number
  readonly kind: 'told' | 'stepped'
  readonly event: { readonly type: string }
  readonly snapshot?: ActorSnapshot | null
}

/** An XState actor, of any logic. */
export interface Actor {
  readonly key: string
  readonly sessionId: string
  name: string
  parentId: string | undefined
  definition: string | undefined
  snapshot: ActorSnapshot | null
  /** How many entries there were in all; the last of them are kept. */
  count: number
  readonly entries: ActorEntry[]
}

const keptEntries = 500

/** The actors that are shown as they tell of themselves. */
export class Actors {
  readonly all = new Map<string, Actor>()

  clear(): void {
    this.all.clear()
  }

  take(source: string, message: ActorMessage): void {
    const actor = this.#actorOf(source, message.sessionId)
    if (message.type === '@xstate.actor') {
      actor.name = message.name
      actor.parentId = message.parentId
      actor.definition = message.definition
      actor.snapshot = message.snapshot
      return
    }
    const { event } = message
    const atMs = Number(message.createdAt)
    if (message.type === '@xstate.event') this.#add(actor, { atMs, kind: 'told', event })
    else {
      actor.snapshot = message.snapshot
      this.#add(actor, { atMs, kind: 'stepped', event, snapshot: message.snapshot })
    }
  }

  #add(actor: Actor, entry: ActorEntry): void {
    actor.count++
    actor.entries.push(entry)
    if (actor.entries.length > keptEntries) actor.entries.shift()
  }

  #actorOf(source: string, sessionId: string): Actor {
    const key = `${source}/${sessionId}`
    let actor = this.all.get(key)
    if (!actor) {
      actor = {
        key,
        sessionId,
        name: sessionId,
        parentId: undefined,
        definition: undefined,
        snapshot: null,
        count: 0,
        entries: [],
      }
      this.all.set(key, actor)
    }
    return actor
  }
}
