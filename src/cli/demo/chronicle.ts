import type { JournalRecord } from '../../index.ts'
import { recordInWords } from '../words/record-line.ts'
import { type Portrait, portray } from './portrait.ts'
import type { Role } from './roles.ts'

/** What kind of news it is: it has a sign of its own on the screen. */
export type Tone = 'plain' | 'good' | 'bad' | 'end'

/** One line of news. `who` is a participant, or what else there is to be told of. */
export interface Entry {
  readonly atMs: number
  readonly who: string
  readonly text: string
  readonly tone: Tone
}

/** All that has happened so far, for the screen to show and for the story to wait for. */
export class Chronicle {
  /** When the story began: its 0.0 s. */
  readonly zeroMs: number
  readonly entries: Entry[] = []
  /** What the story tells at the moment. */
  chapter = ''
  isAuthServerUp = true
  readonly #now: () => number
  readonly #portraits = new Map<string, Portrait>()
  readonly #listeners = new Set<(entry: Entry) => void>()

  constructor(now: () => number) {
    this.#now = now
    this.zeroMs = now()
  }

  portraitOf({ stream }: Role): Portrait | undefined {
    return this.#portraits.get(stream)
  }

  begin(chapter: string): void {
    this.chapter = chapter
    this.#publish({ atMs: this.#now(), who: '', text: chapter, tone: 'plain' })
  }

  tell(who: string, text: string, tone: Tone = 'plain'): void {
    this.#publish({ atMs: this.#now(), who, text, tone })
  }

  authServerIs(state: 'up' | 'down'): void {
    this.isAuthServerUp = state === 'up'
    this.tell('auth', `the authentication server is ${state}`, this.isAuthServerUp ? 'good' : 'bad')
  }

  record(role: Role, record: JournalRecord): void {
    this.#portraits.set(role.stream, portray(this.#portraits.get(role.stream), record))
    this.#publish({ atMs: record.atMs, who: role.name, text: recordInWords(record), tone: toneOf(record) })
  }

  onEntry(listener: (entry: Entry) => void): { unsubscribe(): void } {
    this.#listeners.add(listener)
    return { unsubscribe: () => void this.#listeners.delete(listener) }
  }

  /** Waits until something is so; at most that long, for a story must end, whatever becomes of it. */
  async until(isSo: () => boolean, atMostMs: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (isSo()) return
    await new Promise<void>((resolve, reject) => {
      const settle = (how: () => void) => () => {
        clearTimeout(timer)
        subscription.unsubscribe()
        signal.removeEventListener('abort', giveUp)
        how()
      }
      const end = settle(resolve)
      const giveUp = settle(() => reject(signal.reason))
      const subscription = this.onEntry(() => isSo() && end())
      const timer = setTimeout(end, atMostMs)
      signal.addEventListener('abort', giveUp, { once: true })
    })
  }

  #publish(entry: Entry): void {
    this.entries.push(entry)
    for (const listener of [...this.#listeners]) listener(entry)
  }
}

function toneOf({ event, facts }: JournalRecord): Tone {
  if (facts.some(({ type }) => type === 'participant.kicked')) return 'end'
  if (facts.some(({ type }) => type === 'token.adopted')) return 'good'
  const isBad = event.type === 'refresh.failed' || event.type === 'api.rejected'
  return isBad || facts.some(({ type }) => type === 'token.expired') ? 'bad' : 'plain'
}
