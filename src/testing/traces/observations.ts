import type { TokenContext } from '../../machines/context.ts'
import type { Stage } from '../../machines/token-life.ts'

/** What a host saw at an entry of its trace, beside what was decided. What it did not look at is absent. */
export interface EntryObservations {
  /** The most timers that were armed at once, from this event until the next. */
  readonly armed?: number
  /** Every delay that the platform's timer was asked for in that time, ms. */
  readonly delaysMs?: readonly number[]
  /** The memory of the live machine after it. */
  readonly context?: TokenContext
  /** The version of its record in the journal. */
  readonly version?: number
}

/** A call of the refresh callback, as the callback saw it. */
export interface CallObservation {
  readonly attempt: number
  readonly stage: Stage
  readonly isExpired: boolean
}

/** A time in which no timer fired, ms since the epoch on the session's time. */
export interface SleepObservation {
  readonly fromMs: number
  readonly untilMs: number
}

/** A record of `session.closed`; the session may have been resumed after it. */
export interface ClosingObservation {
  readonly version: number
  readonly atMs: number
}

/** What a host saw in all its life, beside what was decided. What it did not look at is absent. */
export interface TraceObservations {
  readonly sleeps?: readonly SleepObservation[]
  readonly closings?: readonly ClosingObservation[]
  /** How many timers were armed once the session was closed; absent while it lives. */
  readonly armedAtTheEnd?: number
  readonly calls?: readonly CallObservation[]
  /** Rejections and errors that nobody handled. */
  readonly unhandled?: readonly unknown[]
  /** Every token there was: no part of any may be in the trace, or in the texts. */
  readonly secrets?: readonly string[]
  /** All else that was given out: log lines, errors, inspection events, as texts. */
  readonly texts?: readonly string[]
}
