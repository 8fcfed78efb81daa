import type { AnyActorRef, InspectionEvent } from 'xstate'

/** What XState has shown, and when. It is put into words only when it is sent. */
export interface Shown {
  readonly event: InspectionEvent
  readonly atMs: number
}

/** What waits to be sent: at most so many, the oldest of which go first. */
export class Backlog {
  readonly #most: number
  #waiting: Shown[] = []
  #first = 0
  #hasDropped = false

  constructor(most: number) {
    this.#most = most
  }

  /** Whether there was too much to keep all of it. */
  get hasDropped(): boolean {
    return this.#hasDropped
  }

  get length(): number {
    return this.#waiting.length - this.#first
  }

  push(shown: Shown): void {
    this.#waiting.push(shown)
    if (this.length > this.#most) {
      this.#first++
      this.#hasDropped = true
    }
    this.#tidy()
  }

  /** The next ones, at most so many. */
  take(count: number): readonly Shown[] {
    const taken = this.#waiting.slice(this.#first, this.#first + count)
    this.#first += taken.length
    this.#tidy()
    return taken
  }

  clear(): void {
    this.#waiting = []
    this.#first = 0
  }

  /** What is gone is let go of now and then, not one by one. */
  #tidy(): void {
    if (this.#first < 1024 && this.#first < this.#waiting.length) return
    this.#waiting = this.#waiting.slice(this.#first)
    this.#first = 0
  }
}

/** Which actors were made known, so that they can be again to a server that has not seen them. Keeps none of them alive. */
export class KnownActors {
  readonly #most: number
  readonly #actors = new Map<string, { readonly ref: WeakRef<AnyActorRef>; readonly rootId: string }>()

  constructor(most: number) {
    this.#most = most
  }

  add(actor: AnyActorRef, rootId: string): void {
    this.#actors.set(actor.sessionId, { ref: new WeakRef(actor), rootId })
    if (this.#actors.size <= this.#most) return
    const [oldest = ''] = this.#actors.keys()
    this.#actors.delete(oldest)
  }

  delete(sessionId: string): void {
    this.#actors.delete(sessionId)
  }

  clear(): void {
    this.#actors.clear()
  }

  /** Those that are still there. */
  *[Symbol.iterator](): Iterator<{ readonly actor: AnyActorRef; readonly rootId: string }> {
    for (const { ref, rootId } of this.#actors.values()) {
      const actor = ref.deref()
      if (actor) yield { actor, rootId }
    }
  }
}
