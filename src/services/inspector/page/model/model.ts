import type { ActorMessage, Hello, Problem, Source, ToPage } from '../../protocol.ts'
import { Actors } from './actors.ts'
import { History } from './history.ts'
import { dueMs } from './rank.ts'

/** A session may be late by so much, ms: its timer is looked at once a minute. */
const lateMs = 120_000
/** A session without deadline waits to be asked; so long it counts as alive, ms. */
const quietMs = 600_000
/** A session's time may be ahead of the server's by so much, ms. */
const aheadMs = 5_000

/** How the page stands to its server. */
export type Link = 'connecting' | 'connected' | 'lost'

/** All that the page was told. Views read it, and hear when it has changed. */
export class Model {
  link: Link = 'connecting'
  hello: Hello | undefined
  /** Whether all that was there when the page connected has come. */
  isCaughtUp = false
  readonly sources = new Map<string, Source>()
  readonly histories = new Map<string, History>()
  readonly actors = new Actors()
  /** What could not be read or understood, and still cannot be. */
  problems: Problem[] = []
  /** Counts changes of the list of sessions: who has seen this one need not look again. */
  revision = 0
  #clockOffsetMs = 0
  readonly #changed: () => void

  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** The server's time, ms since the epoch. */
  get nowMs(): number {
    return Date.now() + this.#clockOffsetMs
  }

  setLink(link: Link): void {
    this.link = link
    this.#changed()
  }

  /**
   * Whether a session lives now, as far as its records tell. A journal stays open long after its last writer went
   * away: a session of which nothing was heard though its deadline has passed counts as one that stands still, and so
   * does one on another time than the server's.
   */
  isLive(history: History): boolean {
    const { source, hasEnded, atMs } = history
    if (hasEnded || this.link !== 'connected' || this.sources.get(source)?.status !== 'open') return false
    const heardOfByMs = Math.max(dueMs(history) ?? atMs + quietMs, atMs) + lateMs
    return this.nowMs > atMs - aheadMs && this.nowMs < heardOfByMs
  }

  take(message: ToPage): void {
    switch (message.type) {
      case 'hello':
        this.#begin(message)
        break
      case 'source':
        this.#changeSource(message.source)
        break
      case 'records':
        for (const record of message.records) this.#historyOf(message.source, record.stream).take(record)
        break
      case 'actors':
        this.takeActors(message.source, message.events)
        break
      case 'caught-up':
        this.isCaughtUp = true
        break
      case 'clock':
        this.#clockOffsetMs = message.nowMs - Date.now()
        break
      case 'problem':
        this.problems.push(message)
        break
    }
    this.revision++
    this.#changed()
  }

  takeActors(source: string, events: readonly ActorMessage[]): void {
    for (const event of events) this.actors.take(source, event)
    this.revision++
    this.#changed()
  }

  /** A new connection tells everything anew. */
  #begin(hello: Hello): void {
    this.hello = hello
    this.isCaughtUp = false
    this.sources.clear()
    this.histories.clear()
    this.actors.clear()
    this.problems = []
    for (const source of hello.sources) this.sources.set(source.id, source)
    this.#clockOffsetMs = hello.nowMs - Date.now()
  }

  /** A journal that can be read again has no problem any more. */
  #changeSource(source: Source): void {
    this.sources.set(source.id, source)
    if (source.kind !== 'journal' || source.status !== 'open') return
    this.problems = this.problems.filter((problem) => problem.source !== source.id)
  }

  #historyOf(source: string, stream: string): History {
    const key = `${source}/${stream}`
    let history = this.histories.get(key)
    if (!history) {
      history = new History(source, stream)
      this.histories.set(key, history)
    }
    return history
  }
}
