import type { AnyActorRef, InspectionEvent } from 'xstate'

/** What XState has shown, and when. It is put into words only when it is sent. */
export interface Shown {
  readonly event: InspectionEvent
  readonly atMs: number
}

/** How many are kept as XState showed them, and how many characters one text has, but for one message that has more. */
const mostFresh = 64
const textCharacters = 512 * 1024

/**
 * What waits to be sent: at most so many, the oldest of which go first. What stays for long is kept as text: snapshots
 * that outlive their time would cost the garbage collector more than to be put into words.
 */
export class Backlog {
  readonly #most: number
  readonly #mostFresh: number
  readonly #inWords: (shown: Shown) => string | undefined
  #fresh: Shown[] = []
  #texts: { readonly text: string; readonly count: number }[] = []
  #count = 0
  #hasDropped = false

  /** @param inWords gives one's JSON text; `undefined` for what is not shown */
  constructor(most: number, inWords: (shown: Shown) => string | undefined) {
    this.#most = most
    this.#mostFresh = Math.min(mostFresh, Math.ceil(most / 4))
    this.#inWords = inWords
  }

  /** Whether there was too much to keep all of it. */
  get hasDropped(): boolean {
    return this.#hasDropped
  }

  push(shown: Shown): void {
    // Those before it: this one may not be done yet.
    if (this.#fresh.length >= this.#mostFresh) this.#putIntoWords()
    this.#fresh.push(shown)
  }

  /** What comes next, as JSON texts with commas between them; `undefined` if there is nothing. */
  next(): string | undefined {
    if (this.#texts.length === 0) this.#putIntoWords()
    const next = this.#texts.shift()
    this.#count -= next?.count ?? 0
    return next?.text
  }

  clear(): void {
    this.#fresh = []
    this.#texts = []
    this.#count = 0
  }

  #putIntoWords(): void {
    const fresh = this.#fresh
    this.#fresh = []
    let texts: string[] = []
    let characters = 0
    for (const shown of fresh) {
      const text = this.#inWords(shown)
      if (text === undefined) continue
      if (characters + text.length > textCharacters && texts.length > 0) {
        this.#keep(texts)
        texts = []
        characters = 0
      }
      texts.push(text)
      characters += text.length
    }
    if (texts.length > 0) this.#keep(texts)
  }

  #keep(texts: readonly string[]): void {
    this.#texts.push({ text: texts.join(), count: texts.length })
    this.#count += texts.length
    while (this.#count + this.#mostFresh > this.#most && this.#texts.length > 1) {
      this.#count -= this.#texts.shift()?.count ?? 0
      this.#hasDropped = true
    }
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
