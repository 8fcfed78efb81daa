import { Bell } from '../bell.ts'
import type { ActorMessage, Source, ToPage } from '../protocol.ts'
import type { NewsSource } from '../sources/source.ts'
import { type Deed, type FeedLimits, FeedLog } from './feed-log.ts'
import { TokenStories } from './token-stories.ts'

/** An app that tells what its actors do. */
export class FeedSource implements NewsSource {
  readonly #bell = new Bell()
  readonly #log: FeedLog
  readonly #stories = new TokenStories()
  /** By stream, so that a story that is let go can be told as what it is from then on. */
  readonly #sessionIds = new Map<string, string>()
  #about: Source
  #isOver = false

  constructor(about: Source, limits: FeedLimits) {
    this.#about = about
    this.#log = new FeedLog(limits)
  }

  get about(): Source {
    return this.#about
  }

  /** It has gone, or has come back. */
  is(status: Source['status']): void {
    this.#about = { ...this.#about, status }
  }

  /** It will not come back: nobody waits for it any more. */
  end(): void {
    this.#isOver = true
    this.#bell.ring()
  }

  /** @param size about how many characters the message has */
  take(message: ActorMessage, size: number): void {
    const outcome = this.#stories.take(message, size)
    if (!outcome) return
    if ('record' in outcome) {
      this.#sessionIds.set(outcome.record.stream, message.sessionId)
      this.#keep({ is: 'record', record: outcome.record }, size)
    } else for (const shown of outcome.actors) this.#keep({ is: 'actor', message: shown }, size)
    this.#bell.ring()
  }

  async *news(signal: AbortSignal): AsyncIterable<ToPage | null> {
    let after = 0
    let dropped = this.#log.dropped
    let isCaughtUp = false
    while (!signal.aborted && !this.#isOver) {
      const { rung } = this.#bell
      for (let batch = this.#log.batch(after); batch; batch = this.#log.batch(after)) {
        after = batch.last
        const message = this.#messageOf(batch.deeds)
        yield dropped > 0 && message.type === 'actors' ? { ...message, dropped } : message
        if (message.type === 'actors') dropped = 0
      }
      if (!isCaughtUp) yield null
      isCaughtUp = true
      await this.#bell.wait(rung, signal)
    }
  }

  #messageOf(deeds: readonly Deed[]): Extract<ToPage, { type: 'records' | 'actors' }> {
    const source = this.#about.id
    const records = deeds.flatMap((deed) => (deed.is === 'record' ? [deed.record] : []))
    if (records.length > 0) return { type: 'records', source, records }
    const events = deeds.flatMap((deed) => (deed.is === 'actor' ? [deed.message] : []))
    return { type: 'actors', source, events }
  }

  #keep(deed: Deed, size: number): void {
    for (const stream of this.#log.push(deed, size)) {
      this.#stories.forget(this.#sessionIds.get(stream) ?? '')
      this.#sessionIds.delete(stream)
    }
  }
}
