import type { ConferenceEvent } from '../conference.ts'

/** An event before it has its number. */
export type UnnumberedEvent = Omit<ConferenceEvent, 'id'>

/** How many events a conference remembers, for streams that come back with a `Last-Event-ID`. */
const retained = 1_000

/** What happened in one conference, numbered from 1, and whoever follows it. */
export class EventLog {
  readonly #events: ConferenceEvent[] = []
  readonly #sleepers = new Set<() => void>()
  #lastId = 0

  get lastId(): number {
    return this.#lastId
  }

  append(event: UnnumberedEvent): void {
    this.#lastId += 1
    this.#events.push({ id: this.#lastId, ...event })
    if (this.#events.length > retained) this.#events.shift()
    this.#wakeAll()
  }

  /**
   * The events after `afterId`, those to come included, until the signal. Each follower reads at its own
   * pace; one who falls behind by more than is retained misses the oldest, and can tell by the numbers.
   */
  async *follow(afterId: number, signal: AbortSignal): AsyncGenerator<ConferenceEvent, void, void> {
    const wakeAll = (): void => this.#wakeAll()
    signal.addEventListener('abort', wakeAll)
    try {
      let lastSeen = afterId
      while (!signal.aborted) {
        const next = this.#firstAfter(lastSeen)
        if (next) {
          lastSeen = next.id
          yield next
        } else {
          await new Promise<void>((resolve) => this.#sleepers.add(resolve))
        }
      }
    } finally {
      signal.removeEventListener('abort', wakeAll)
    }
  }

  #firstAfter(id: number): ConferenceEvent | undefined {
    const oldestId = this.#events[0]?.id ?? 1
    return this.#events[Math.max(0, id + 1 - oldestId)]
  }

  #wakeAll(): void {
    for (const wake of this.#sleepers) wake()
    this.#sleepers.clear()
  }
}
