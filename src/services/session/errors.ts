import { HalflifeError } from '../../errors.ts'
import type { CallbackError, FailureReason } from '../../machines/events.ts'

/** There is no usable token: it has expired, or the platform rejected it, or none has come yet. */
export class TokenExpiredError extends HalflifeError {
  override readonly name = 'TokenExpiredError'
  constructor(what = 'There is no usable token: await freshToken() to get one.') {
    super('ERR_TOKEN_EXPIRED', what)
  }
}

/** The participant was put out of the conference; this session has ended. */
export class ParticipantKickedError extends HalflifeError {
  override readonly name = 'ParticipantKickedError'
  constructor() {
    super(
      'ERR_PARTICIPANT_KICKED',
      'The participant was kicked out of the conference: open a new session with a new token.',
    )
  }
}

/** The app has closed this session. */
export class SessionClosedError extends HalflifeError {
  override readonly name = 'SessionClosedError'
  constructor() {
    super('ERR_SESSION_CLOSED', 'The session is closed: open a new one.')
  }
}

/** The attempt that was waited for brought no token. */
export class RefreshFailedError extends HalflifeError {
  override readonly name = 'RefreshFailedError'
  readonly reason: FailureReason
  /** Name, code and status of what the callback threw; nothing else of it is kept. */
  readonly error: CallbackError | undefined

  constructor(reason: FailureReason, error?: CallbackError) {
    const thrown = error
      ? ` (${[error.name, error.code, error.status].filter((part) => part !== undefined).join(', ')})`
      : ''
    super('ERR_REFRESH_FAILED', `The token could not be refreshed: ${reason}${thrown}.`)
    this.reason = reason
    this.error = error
  }
}

/** An attempt failed a short while ago, or tokens are rejected one after the other: the next one has its time. */
export class RefreshBackoffError extends HalflifeError {
  override readonly name = 'RefreshBackoffError'
  readonly retryAtMs: number
  /** Why the last attempt failed; absent if it was the platform that rejected the token. */
  readonly reason: FailureReason | undefined

  constructor(retryAtMs: number, nowMs: number, reason?: FailureReason) {
    super(
      'ERR_REFRESH_BACKOFF',
      `There is no usable token (${reason ?? 'rejected by the platform'}); the next attempt is in ${Math.ceil(retryAtMs - nowMs)} ms.`,
    )
    this.retryAtMs = retryAtMs
    this.reason = reason
  }
}
