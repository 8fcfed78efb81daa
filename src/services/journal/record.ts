import type { TokenInput } from '../../machines/context.ts'
import type { TokenEvent } from '../../machines/events.ts'
import type { TokenFact } from '../../machines/facts.ts'
import type { Policy } from '../../machines/token-life.ts'

/** The first record of every stream. */
export interface SessionOpened {
  readonly type: 'session.opened'
  readonly atMs: number
  readonly input: TokenInput
}

/** The session was closed by its app. It may be resumed later, unless it was kicked. */
export interface SessionClosed {
  readonly type: 'session.closed'
  readonly atMs: number
}

export type RecordedEvent = SessionOpened | TokenEvent | SessionClosed

/** One line of a journal: an event with the facts it caused. Plain data, and no token anywhere in it. */
export interface JournalRecord {
  /** Which shape of records this is; absent: 1. Old ones are upcast when they are read. */
  readonly schema?: number
  readonly stream: string
  /** 1, 2, 3, ... within the stream. */
  readonly version: number
  /** When it happened, on the session's time. */
  readonly atMs: number
  readonly type: RecordedEvent['type']
  readonly event: RecordedEvent
  readonly facts: readonly TokenFact[]
  /** Where the machine was afterwards, as `refreshing-half.requesting`. */
  readonly state: string
  /** Which machine decided, as `halflife.token/1`. */
  readonly machine: string
  readonly policy: Policy
  /** When it was written down, by the wall clock. */
  readonly recordedAtMs: number
  /** The hash of the record before it, and its own: written by durable stores. */
  readonly prev?: string
  readonly hash?: string
}
