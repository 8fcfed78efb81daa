import type { JournalRecord, TokenFact } from '../../index.ts'
import type { Failure } from '../words/failure-in-words.ts'

type Requested = Extract<TokenFact, { type: 'refresh.requested' }>

/** What became of an attempt. `lost`: the process ended before an answer came. */
export type Outcome =
  | { readonly type: 'adopted'; readonly generation: number; readonly atMs: number }
  | ({ readonly type: 'failed'; readonly atMs: number } & Failure)
  | { readonly type: 'ignored'; readonly why: 'superseded' | 'expired' | 'unknown'; readonly atMs: number }
  | { readonly type: 'lost'; readonly atMs: number }

/** One call of the refresh callback, from a history. */
export interface Attempt extends Pick<Requested, 'attempt' | 'stage' | 'isExpired' | 'atMs'> {
  /** The token it was to replace. */
  readonly generation: number
  /** Absent: no answer came within these records. */
  readonly outcome?: Outcome
}

/** Every attempt that the records of one stream tell of, in order, with what became of it. */
export function attemptsIn(records: readonly JournalRecord[]): Attempt[] {
  const attempts = new Map<number, Attempt>()
  const settle = (number: number, outcome: Outcome) => {
    const attempt = attempts.get(number)
    if (attempt && !attempt.outcome) attempts.set(number, { ...attempt, outcome })
  }
  let generation = 0

  for (const { event, facts } of records) {
    for (const fact of facts) {
      if (fact.type === 'token.adopted') {
        generation = fact.generation
        if (fact.attempt !== undefined) {
          settle(fact.attempt, { type: 'adopted', generation, atMs: fact.atMs })
        }
      } else if (fact.type === 'refresh.ignored' && event.type === 'refresh.succeeded') {
        settle(fact.attempt, { type: 'ignored', why: fact.why, atMs: fact.atMs })
      } else if (fact.type === 'refresh.requested') {
        const { attempt, stage, isExpired, atMs } = fact
        attempts.set(attempt, { attempt, stage, isExpired, atMs, generation })
      }
    }
    if (event.type === 'refresh.failed') {
      const { attempt, atMs, reason, error } = event
      settle(attempt, { type: 'failed', atMs, reason, ...(error && { error }) })
    } else if (event.type === 'session.resumed') {
      for (const attempt of attempts.keys()) {
        if (attempt <= event.attempt) settle(attempt, { type: 'lost', atMs: event.atMs })
      }
    }
  }
  return [...attempts.values()]
}
