import type { JournalRecord } from '../../journal/record.ts'
import type { ActorMessage } from '../protocol.ts'

/** One thing that an app did. */
export type Deed =
  | { readonly is: 'record'; readonly record: JournalRecord }
  | { readonly is: 'actor'; readonly message: ActorMessage }

type Kept = Deed & { readonly at: number; readonly size: number }

/** How much of an app is kept for pages that come later: records, other messages, and characters of both. */
export interface FeedLimits {
  readonly records: number
  readonly messages: number
  readonly characters: number
}

/** How many characters, and how many deeds, one batch has at most. */
const batchCharacters = 512 * 1024
const batchDeeds = 250

/** What an app did, in order, within limits. A stream is kept whole or not at all: from its middle, nobody can fold it. */
export class FeedLog {
  /** How many messages were let go. */
  dropped = 0
  readonly #limits: FeedLimits
  #kept: Kept[] = []
  #last = 0
  #counts = { record: 0, actor: 0, characters: 0 }

  constructor(limits: FeedLimits) {
    this.#limits = limits
  }

  /**
   * @param size about how many characters it has
   * @returns the streams that had to be let go for it: no more is to be said of them
   */
  push(deed: Deed, size: number): ReadonlySet<string> {
    this.#last++
    this.#kept.push({ ...deed, at: this.#last, size })
    this.#counts[deed.is]++
    this.#counts.characters += size
    return this.#isFull ? this.#letGo() : new Set()
  }

  /** What comes after a place, of one kind; `undefined` if nothing does. */
  batch(after: number): { readonly deeds: readonly Deed[]; readonly last: number } | undefined {
    const deeds: Deed[] = []
    let characters = 0
    let last = after
    for (let index = this.#indexAfter(after); index < this.#kept.length; index++) {
      const kept = this.#kept[index] as Kept
      const isFull = deeds.length >= batchDeeds || characters + kept.size > batchCharacters
      if (deeds[0] && (isFull || deeds[0].is !== kept.is)) break
      deeds.push(kept)
      characters += kept.size
      last = kept.at
    }
    return deeds.length > 0 ? { deeds, last } : undefined
  }

  get #isFull(): boolean {
    const { records, messages, characters } = this.#limits
    return (
      this.#counts.record > records || this.#counts.actor > messages || this.#counts.characters > characters
    )
  }

  /** Lets the older half go, so that it is seldom done. */
  #letGo(): ReadonlySet<string> {
    const older = this.#kept.slice(0, Math.ceil(this.#kept.length / 2))
    const cut = new Set(older.flatMap((deed) => (deed.is === 'record' ? [deed.record.stream] : [])))
    const newest = newestOfEach(this.#kept)
    const from = (older.at(-1)?.at ?? 0) + 1
    this.#kept = this.#kept.filter((deed) =>
      deed.is === 'record' ? !cut.has(deed.record.stream) : deed.at >= from || newest.has(deed.at),
    )
    const before = this.#counts.actor
    this.#counts = { record: 0, actor: 0, characters: 0 }
    for (const { is, size } of this.#kept) {
      this.#counts[is]++
      this.#counts.characters += size
    }
    this.dropped += before - this.#counts.actor
    // Should what is still wanted be too much by itself, everything goes.
    if (this.#isFull) this.#clear(cut)
    return cut
  }

  #clear(cut: Set<string>): void {
    for (const deed of this.#kept) if (deed.is === 'record') cut.add(deed.record.stream)
    this.dropped += this.#counts.actor
    this.#kept = []
    this.#counts = { record: 0, actor: 0, characters: 0 }
  }

  #indexAfter(place: number): number {
    let [low, high] = [0, this.#kept.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#kept[middle] as Kept).at <= place) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Where each living actor was last made known, and what it last came to: of those, a page shows at least that. */
function newestOfEach(kept: readonly Kept[]): ReadonlySet<number> {
  const places = new Map<string, Map<string, number>>()
  for (const deed of kept) {
    if (deed.is !== 'actor') continue
    const { type, sessionId } = deed.message
    if (type === '@xstate.event') continue
    const isOver = type === '@xstate.snapshot' && deed.message.snapshot?.status !== 'active'
    const ofActor = places.get(sessionId) ?? new Map<string, number>()
    ofActor.set(type, deed.at)
    if (isOver) places.delete(sessionId)
    else places.set(sessionId, ofActor)
  }
  return new Set([...places.values()].flatMap((ofActor) => [...ofActor.values()]))
}
