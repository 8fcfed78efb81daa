import { HalflifeError } from '../../errors.ts'
import type { CallbackError, FailureReason } from '../../machines/events.ts'

/** There is no usable token: it has expired, or the platform rejected it, or none has come yet. */
export class TokenExpiredError extends HalflifeError {
  override readonly name = 'TokenExpiredError'
  constructor() {
    super('ERR_TOKEN_EXPIRED', 'The token is expired or rejected: await freshToken() for another.')
  }
}

/** The participant was put out of the conference; this session has ended. */
export class ParticipantKickedError extends HalflifeError {
  override readonly name = 'ParticipantKickedError'
  constructor() {
    super('ERR_PARTICIPANT_KICKED', 'The participant was kicked: open another session.')
  }
}

/** The app has closed this session. */
export class SessionClosedError extends HalflifeError {
  override readonly name = 'SessionClosedError'
  constructor() {
    super('ERR_SESSION_CLOSED', 'The session is closed: open another.')
  }
}

/** The attempt that was waited for brought no token. */
export class RefreshFailedError extends HalflifeError {
  override readonly name = 'RefreshFailedError'
  readonly reason: FailureReason
  /** Name, code and status of what the callback threw; nothing else of it is kept. */
  readonly error: CallbackError | undefined

  constructor(reason: FailureReason, error: CallbackError = {}) {
    super(
      'ERR_REFRESH_FAILED',
      ['The token could not be refreshed:', reason, ...Object.values(error)].join(' '),
    )
    this.reason = reason
    this.error = error
  }
}

/** An attempt failed a short while ago, or tokens are rejected one after the other: the next attempt has its time. */
export class RefreshBackoffError extends HalflifeError {
  override readonly name = 'RefreshBackoffError'
  readonly retryAtMs: number
  /** Why the last attempt failed; absent if it is the platform that rejects the tokens. */
  readonly reason: FailureReason | undefined

  constructor(retryAtMs: number, reason: FailureReason | undefined) {
    super('ERR_REFRESH_BACKOFF', `No token (${reason ?? 'rejected'}); the next attempt is at ${retryAtMs}.`)
    this.retryAtMs = retryAtMs
    this.reason = reason
  }
}
