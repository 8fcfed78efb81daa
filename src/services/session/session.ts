import type { Actor } from 'xstate'
import type { TokenFact } from '../../machines/facts.ts'
import type { TokenMachine } from '../../machines/token-machine.ts'
import type { GivenToken } from '../refresh/given-token.ts'

/** Fresh tokens look dead, so the local clock must be ahead of the issuer's. Said once a session. */
export interface ClockSkewed {
  readonly type: 'clock.skewed'
  readonly atMs: number
  /** By how much it is ahead, at least. */
  readonly aheadMs: number
}

/**
 * The journal could not be written. The session goes on, and its records wait; but with `ERR_STREAM_EXISTS`, because
 * the stream has begun before, nothing more is recorded.
 */
export interface JournalFailed {
  readonly type: 'journal.failed'
  readonly atMs: number
  readonly error: unknown
  /** How many records wait. */
  readonly journalLag: number
}

/** Somebody else writes to the stream: this session records no more. */
export interface JournalFenced {
  readonly type: 'journal.fenced'
  readonly atMs: number
  readonly error: unknown
  /** 0: nothing waits any more. */
  readonly journalLag: number
}

/** A checkpoint did not fit the records of its stream: it was thrown away, and all of them were replayed. */
export interface CheckpointDiscarded {
  readonly type: 'checkpoint.discarded'
  readonly atMs: number
  readonly version: number
}

/** All that a session says: the machine's facts, and its own events. */
export type SessionEvent = TokenFact | ClockSkewed | JournalFailed | JournalFenced | CheckpointDiscarded

/** `valid`, `refreshing-half`, `refreshing-three-quarter`, `expired` or `kicked`. */
export type SessionState = 'valid' | 'refreshing-half' | 'refreshing-three-quarter' | 'expired' | 'kicked'

/** One living token. */
export interface Session extends AsyncDisposable {
  /**
   * The usable token, at once.
   *
   * @throws TokenExpiredError, ParticipantKickedError, SessionClosedError
   */
  token(): string

  /**
   * A usable token: the one there is, or the next one. An attempt in flight is shared; if there is none, one is
   * demanded.
   *
   * @throws RefreshFailedError if that attempt fails; RefreshBackoffError, at once, while the next attempt has to
   *   wait; ParticipantKickedError, SessionClosedError
   */
  freshToken(): Promise<string>

  /**
   * The next token, though the one in use may be good. Shares the attempt in flight.
   *
   * @throws RefreshFailedError, ParticipantKickedError, SessionClosedError
   */
  refreshNow(): Promise<string>

  /** The platform rejected a call made with this token. If it is not the one in use any more, nothing happens. */
  reportRejected(token: string): void

  /**
   * The app has a token from elsewhere. The one in use already does nothing.
   *
   * @throws TokenExpiredError for a dead one; HalflifeError for one that cannot be read; ParticipantKickedError,
   *   SessionClosedError
   */
  supplyToken(token: GivenToken): void

  /** The participant is in a conference now: what the end of the token means there, the policy says. */
  joinedConference(): void
  leftConference(): void
  /** The platform put the participant out. Under kick, that ends the session. */
  ejectedFromConference(): void

  /** Listens to one type of event, or to all with `'*'`. Events come in the order of what happened. */
  on<Type extends SessionEvent['type'] | '*'>(
    type: Type,
    listener: (event: Type extends '*' ? SessionEvent : Extract<SessionEvent, { type: Type }>) => void,
  ): { unsubscribe(): void }

  readonly state: SessionState
  /** The XState actor inside, to look at. */
  readonly actor: Actor<TokenMachine>

  /** How many records the journal has not taken yet. */
  readonly journalLag: number
  /** Writes what the journal has not taken yet. @throws what the journal throws */
  flush(): Promise<void>

  /**
   * Ends the session. Leaves no timer, listener or pending promise behind.
   *
   * @throws what the journal throws, if the last records could not be written; the session is closed all the same
   */
  close(): Promise<void>
}
