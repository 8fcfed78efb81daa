import type { RefreshFailed } from '../../../machines/events.ts'
import type { RefreshIgnored, RefreshRequested } from '../../../machines/facts.ts'
import type { JournalRecord } from '../record.ts'

/** What became of an attempt that brought no token. `lost`: the process ended before an answer came. */
export type Outcome =
  | ({ readonly type: 'failed'; readonly atMs: number } & Pick<RefreshFailed, 'reason' | 'error'>)
  | { readonly type: 'ignored'; readonly atMs: number; readonly why: RefreshIgnored['why'] }
  | { readonly type: 'lost'; readonly atMs: number }

/** One attempt to replace the token in use. */
export interface Attempt extends Pick<RefreshRequested, 'attempt' | 'stage' | 'atMs'> {
  /** Absent: there was no answer. */
  readonly outcome?: Outcome
}

/** Of so many attempts each is told. */
const keptAttempts = 6

/** The attempts to replace one token, the last of them in full. */
export class Attempts {
  made = 0
  failed = 0
  #last: Attempt[] = []

  get last(): readonly Attempt[] {
    return this.#last
  }

  take({ event, facts }: JournalRecord): void {
    if (event.type === 'refresh.failed') {
      const { attempt, atMs, reason, error } = event
      this.#settle(attempt, { type: 'failed', atMs, reason, ...(error && { error }) })
    } else if (event.type === 'session.resumed') {
      for (const { attempt } of this.#last) {
        if (attempt <= event.attempt) this.#settle(attempt, { type: 'lost', atMs: event.atMs })
      }
    }
    for (const fact of facts) {
      if (fact.type === 'refresh.requested') this.#begin(fact)
      else if (fact.type === 'refresh.ignored' && event.type === 'refresh.succeeded') {
        this.#settle(fact.attempt, { type: 'ignored', atMs: fact.atMs, why: fact.why })
      }
    }
  }

  #begin({ attempt, stage, atMs }: RefreshRequested): void {
    this.made++
    this.#last = [...this.#last, { attempt, stage, atMs }].slice(-keptAttempts)
  }

  /** The first outcome counts: what comes of an attempt after its time-out does not undo that. */
  #settle(number: number, outcome: Outcome): void {
    const index = this.#last.findIndex(({ attempt, outcome }) => attempt === number && !outcome)
    const attempt = this.#last[index]
    if (!attempt) return
    if (outcome.type !== 'lost') this.failed++
    this.#last[index] = { ...attempt, outcome }
  }
}
