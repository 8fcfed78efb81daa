/**
 * What the inspector's server tells its page: JSON messages over one WebSocket, `<page url>live`. The page says
 * nothing; it is closed if it does.
 *
 * The server sends records as they are. The page folds them itself, so it can show any moment of them.
 *
 *     hello  source*  ( records | actors | problem | source | clock )*  caught-up  ( the same )*
 *
 * - The order of `records` within a stream is that of their versions, from 1 on, without gap or repetition on one
 *   connection. After a reconnect everything begins anew: the page forgets what it has at each `hello`.
 * - A stream's name is unique within its source only.
 * - A page that does not know a type of message ignores it.
 */
import type { JournalRecord } from '../journal/record.ts'

/** Changes when a page of before could not understand what is sent. */
export const protocolVersion = 1

/** The first message of a connection. */
export interface Hello {
  readonly type: 'hello'
  readonly protocol: typeof protocolVersion
  /** The machine that the server's halflife runs, as `halflife.token/1`. */
  readonly machine: string
  /** The server's clock, ms since the epoch: what the page shows as now. */
  readonly nowMs: number
  /** `journal`: it was started over a journal. `live`: over sessions of its process, or it waits for feeds. */
  readonly mode: 'live' | 'journal'
  /** Those that there are now. More may come, each by a `source`. */
  readonly sources: readonly Source[]
  /** What apps give to `createInspector({ url })` to be seen here. A secret that may only send. */
  readonly feedUrl: string
  /** The stream to show first; absent if none was asked for. */
  readonly stream?: string
}

/** Where records or actors come from. */
export interface Source {
  /** Unique within one run of the server, as `s1`. */
  readonly id: string
  /** A journal; or an app that sends what it does through `createInspector`, or `@statelyai/inspect`. */
  readonly kind: 'journal' | 'feed'
  /** For people: a file's name, or where a feed comes from. */
  readonly name: string
  /** `open`: more may come. `ended`: no more will. `failed`: it cannot be read any further; a `problem` says why. */
  readonly status: 'open' | 'ended' | 'failed'
}

/** A source is new, or has changed. */
export interface SourceChanged {
  readonly type: 'source'
  readonly source: Source
}

/** Records of one source, some hundreds at most, of any of its streams. */
export interface Records {
  readonly type: 'records'
  readonly source: string
  readonly records: readonly JournalRecord[]
}

/**
 * What XState v5 actors did, in `@statelyai/inspect`'s own format, as it came. Those of token machines, from their
 * beginning, come as `records` of the stream `<name> <sessionId>` instead.
 */
export interface Actors {
  readonly type: 'actors'
  readonly source: string
  readonly events: readonly ActorMessage[]
  /** How many were let go before these, since the server keeps a bounded number. Absent: none. */
  readonly dropped?: number
}

/** All that was there when the page connected has been sent. Once a connection. */
export interface CaughtUp {
  readonly type: 'caught-up'
}

/** The server's clock, every {@link clockEveryMs}: also a sign that it is there. */
export interface ClockReading {
  readonly type: 'clock'
  readonly nowMs: number
}

/** Something could not be read or understood. In words, for people; it holds nothing of what was sent. */
export interface Problem {
  readonly type: 'problem'
  readonly message: string
  /** Which source it is about; absent: none. */
  readonly source?: string
}

export type ToPage = Hello | SourceChanged | Records | Actors | CaughtUp | ClockReading | Problem

/** How often the server says what time it is, ms. */
export const clockEveryMs = 5_000

/** What is the same in all of `@statelyai/inspect`'s messages. */
interface ActorMessageBase {
  /** Which actor; unique within its app. */
  readonly sessionId: string
  /** The root of its system. */
  readonly rootId?: string
  /** When, ms since the epoch, as text. */
  readonly createdAt: string
  /** The version of `@statelyai/inspect` whose format this is. */
  readonly _version: string
  readonly id?: string | null
}

/** What a snapshot shows of an actor. */
export interface ActorSnapshot {
  readonly status?: string
  readonly value?: unknown
  readonly context?: unknown
  readonly output?: unknown
  readonly error?: unknown
}

/** An actor was made. */
export interface ActorCreated extends ActorMessageBase {
  readonly type: '@xstate.actor'
  readonly name: string
  /** The machine's config as JSON; absent or with an `id` alone for what is no machine. */
  readonly definition?: string
  readonly parentId?: string
  readonly snapshot: ActorSnapshot | null
}

/** An event was sent to an actor. */
export interface ActorTold extends ActorMessageBase {
  readonly type: '@xstate.event'
  readonly event: { readonly type: string; readonly [field: string]: unknown }
  /** Which actor sent it; absent: somebody outside. */
  readonly sourceId?: string
}

/** An actor has taken an event. */
export interface ActorStepped extends ActorMessageBase {
  readonly type: '@xstate.snapshot'
  readonly event: { readonly type: string; readonly [field: string]: unknown }
  readonly snapshot: ActorSnapshot | null
}

/** One message of `@statelyai/inspect` 0.7. What it shows of context and events is the app's: it is not checked. */
export type ActorMessage = ActorCreated | ActorTold | ActorStepped
