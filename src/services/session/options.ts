import type { ActorOptions } from 'xstate'
import type { Overlap, Policy } from '../../machines/token-life.ts'
import type { TokenMachine } from '../../machines/token-machine.ts'
import type { Clock } from '../clock/clock.ts'
import type { Journal } from '../journal/journal.ts'
import type { GivenToken } from '../refresh/given-token.ts'
import type { RefreshCallback } from '../refresh/refresh-callback.ts'
import type { Retry } from '../refresh/retry.ts'
import type { Profile } from '../sdk/profiles.ts'

/** What a session can be told. Absent and `undefined` are the same. */
export interface SessionOptions {
  /** The first token. `null`: none yet, ask for one at once. */
  readonly token?: GivenToken | null | undefined
  /** Asks the app's server for a new token. */
  readonly refresh: RefreshCallback
  /** What expiry means. Default `stay`. */
  readonly policy?: Policy | undefined
  /** One of `profiles`: an SDK, for its policy. */
  readonly profile?: Profile | undefined
  /** What follows a failed attempt. Default `'backoff'`. */
  readonly retry?: Retry | undefined
  /**
   * May a refresh point start an attempt while another is in flight? Default `'allow'`. `'join'` where refresh
   * tokens rotate: then the callback must obey its `signal`, and `retry` be `'backoff'`.
   */
  readonly overlap?: Overlap | undefined
  /** How long an attempt may take, ms. Default 30 000. */
  readonly refreshTimeoutMs?: number | undefined
  /** Moves half and three quarters later by up to this part of the life, 0 to 0.2. Default 0. */
  readonly jitter?: number | undefined
  /** Gives numbers from 0 up to 1, for jitter and backoff. Default `Math.random`. */
  readonly random?: (() => number) | undefined
  /** Default: the platform's. */
  readonly clock?: Clock | undefined
  /** Where every event and decision is recorded. Needs a `stream`. */
  readonly journal?: Journal | undefined
  /** The name of this session's records, as `room-7/alice`. Needs a `journal`. */
  readonly stream?: string | undefined
  /** When somebody else writes to the stream: `'keep'` the token alive unrecorded (default), or `'close'`. */
  readonly onConflict?: 'keep' | 'close' | undefined
  /** Handed to XState's `createActor`. What it is shown holds no token. */
  readonly inspect?: ActorOptions<TokenMachine>['inspect'] | undefined
}
