import type { RefreshRequested } from '../../../machines/facts.ts'
import type { JournalRecord } from '../record.ts'

/** How an attempt ended. `lost`: in a restart, or with the session. */
export type Ending = 'adopted' | 'failed' | 'ignored' | 'lost'

/** Hears how an attempt ended, and when. */
export type OnEnd = (attempt: RefreshRequested, ending: Ending, atMs: number) => void

/** The attempts, in any number of streams, that have not ended. The first ending of an attempt counts. */
export class OpenAttempts {
  readonly #streams = new Map<string, Map<number, RefreshRequested>>()

  get count(): number {
    return [...this.#streams.values()].reduce((sum, open) => sum + open.size, 0)
  }

  /** @returns the attempt that the record makes, if it makes one */
  take({ stream, event, facts }: JournalRecord, onEnd: OnEnd): RefreshRequested | undefined {
    const open = this.#streams.get(stream) ?? new Map<number, RefreshRequested>()
    const end = (number: number, ending: Ending) => {
      const attempt = open.get(number)
      if (!attempt) return
      open.delete(number)
      onEnd(attempt, ending, event.atMs)
    }
    const isOver = facts.some(({ type }) => type === 'participant.kicked') || event.type === 'session.closed'

    if (event.type === 'refresh.failed') end(event.attempt, 'failed')
    if (event.type === 'refresh.succeeded') {
      const isAdopted = facts.some(({ type }) => type === 'token.adopted')
      end(event.attempt, isAdopted ? 'adopted' : 'ignored')
    }
    const lostUpTo = event.type === 'session.resumed' ? event.attempt : isOver ? Infinity : 0
    for (const number of [...open.keys()]) if (number <= lostUpTo) end(number, 'lost')

    const made = facts.find((fact) => fact.type === 'refresh.requested')
    if (made) open.set(made.attempt, made)
    if (open.size > 0) this.#streams.set(stream, open)
    else this.#streams.delete(stream)
    return made
  }
}
