import type { TokenEvent } from '../../machines/events.ts'
import type { TokenFact } from '../../machines/facts.ts'
import type { Overlap, Policy, TokenLife } from '../../machines/token-life.ts'
import type { EntryObservations, TraceObservations } from './observations.ts'

/** How a life of tokens begins: what the machine is made of and given. */
export interface Opening {
  readonly policy: Policy
  readonly input: {
    readonly token: TokenLife
    /** The time of the opening, ms since the epoch. */
    readonly atMs: number
    /** Default `'allow'`. */
    readonly overlap?: Overlap
  }
}

/** An opening, and all the machine is told after it. */
export interface History extends Opening {
  readonly events: readonly TokenEvent[]
}

/** One event with what came of it; and, if somebody looked, what was seen beside that. */
export interface TraceEntry extends EntryObservations {
  readonly event: TokenEvent
  readonly facts: readonly TokenFact[]
  /** The state after the event, as a path: `valid.idle`. */
  readonly state: string
  /** The earliest time at which the machine has something to do, if whoever made the trace knows it. */
  readonly nextDeadlineMs?: number | null
}

/**
 * What happened: an opening, and its events with what came of each. The invariants are checked on it. Some need what
 * only a host can see, which is there if it was observed.
 */
export interface Trace extends Opening, TraceObservations {
  readonly entries: readonly TraceEntry[]
}
