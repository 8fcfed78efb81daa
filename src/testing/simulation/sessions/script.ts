import type { Overlap, Policy } from '../../../machines/token-life.ts'
import type { Retry } from '../../../services/refresh/retry.ts'
import type { TokenForm } from './tokens.ts'

/** What the callback gives. */
export type Gift = 'good' | 'same' | 'expired' | 'short' | 'long' | 'malformed' | 'skewed-iat' | 'error'

/** How it gives that. */
export type Manner =
  | 'returns'
  | 'promises'
  | 'never'
  | 'settles-twice'
  | 'thenable-that-calls-twice'
  | 'thenable-that-throws-after'
  | 'thenable-whose-then-throws'

/** What an app calls, also out of the callback. */
export type AppCall =
  | 'freshToken'
  | 'refreshNow'
  | 'token'
  | 'joinedConference'
  | 'leftConference'
  | 'ejectedFromConference'
  | 'reportRejected'
  | 'close'

/** One call of the callback. */
export interface Behaviour {
  readonly give: Gift
  readonly manner: Manner
  readonly latencyMs: number
  /** Of a short or long token, its life; of a skewed one, how far its `iat` lies ahead, ms. */
  readonly ms?: number
  /** Which of the malformed answers or of the errors. */
  readonly which?: number
  /** What it does to the session before it answers. */
  readonly reenter?: AppCall
  /** It gives up when its signal aborts. */
  readonly obeys?: boolean
}

/** How a process ends while it appends: nothing it was told afterwards is known to anybody. */
export interface Crash {
  /** What is left of the bytes that were not synchronized yet. `process`: all that was written; the power stayed on. */
  readonly leaves: 'process' | 'torn' | 'lost-sector' | 'duplicated-sector' | 'zeroed-sector'
  /** How far the append came, in thousandths of its bytes; or which of its sectors it is. */
  readonly at: number
  /** How long nobody is there, ms. */
  readonly downMs: number
  /** What the app has kept of its token. */
  readonly token: 'same' | 'none' | 'another' | 'dead'
  /** What there is of a checkpoint. */
  readonly checkpoint: 'none' | 'good' | 'damaged'
}

/** One thing that happens to a session. */
export type Happening =
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'sleep' | 'freeze'; readonly ms: number; readonly timers: 'run' | 'stand-still' }
  | { readonly do: 'set-clock'; readonly byMs: number }
  | { readonly do: 'throttle' | 'late-timers'; readonly ms: number; readonly forMs: number }
  | { readonly do: 'callback'; readonly next: readonly Behaviour[] }
  | { readonly do: 'outage'; readonly forMs: number }
  | { readonly do: 'issuer-clock'; readonly byMs: number }
  | { readonly do: 'reject'; readonly which: 'in-use' | 'of-before' | 'unknown' }
  | { readonly do: 'rejection-storm'; readonly times: number; readonly everyMs: number }
  | { readonly do: 'app'; readonly call: AppCall }
  | { readonly do: 'supply'; readonly give: 'good' | 'same' | 'expired' | 'malformed' }
  | { readonly do: 'crash'; readonly crash: Crash }
  | { readonly do: 'disk-full'; readonly forMs: number; readonly spaceBytes: number }
  | { readonly do: 'store-gone'; readonly forMs: number }
  /** A build before this one has written all there is; this one goes on. */
  | { readonly do: 'older-build'; readonly crash: Crash }
  /** A build after this one has written the last record: this one must keep its hands off. */
  | { readonly do: 'newer-build'; readonly crash: Crash }
  /** Something in the middle of what was stored is damaged: it must be noticed. */
  | { readonly do: 'damaged-middle'; readonly crash: Crash; readonly at: number }

/** A calm, and what happens after it; then the faults stop, and the session must recover. */
export interface Episode {
  readonly calmMs: number
  readonly happenings: readonly Happening[]
  /** The app closes the session after it, and opens another. */
  readonly ends?: boolean
}

/**
 * A life as plain data: what is opened, and all that happens to it. It stays a legal script whatever is left out of
 * its episodes.
 */
export interface SessionScript {
  readonly policy: Policy
  readonly retry: Retry
  readonly overlap: Overlap
  readonly jitter: number
  readonly refreshTimeoutMs: number
  readonly store: 'memory' | 'jsonl'
  readonly form: TokenForm
  /** How long tokens live, ms. */
  readonly ttlMs: number
  /** By how much the local clock is ahead of the issuer's, ms. */
  readonly aheadMs: number
  /** What the session's `random` is made from. */
  readonly seed: number
  /** How long all of it takes, time asleep not counted, ms. Default: as long as the episodes do. */
  readonly spanMs?: number
  readonly episodes: readonly Episode[]
}
