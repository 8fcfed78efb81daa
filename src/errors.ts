/** The stable codes of our errors. What causes each is written in docs/errors.md. */
export type ErrorCode =
  | 'ERR_OPTION'
  | 'ERR_EVENT'
  | 'ERR_TOKEN_EXPIRED'
  | 'ERR_PARTICIPANT_KICKED'
  | 'ERR_SESSION_CLOSED'
  | 'ERR_REFRESH_BACKOFF'
  | 'ERR_REFRESH_FAILED'
  | 'ERR_LIFETIME'
  | 'ERR_LIFETIME_UNKNOWN'
  | 'ERR_TOKEN_MALFORMED'
  | 'ERR_TOKEN_TOO_LARGE'
  | 'ERR_NOT_INITIALIZED'
  | 'ERR_ALREADY_INITIALIZED'
  | 'ERR_HANDLE_USED'
  | 'ERR_NO_SESSION'
  | 'ERR_IN_CONFERENCE'
  | 'ERR_TOKEN_REQUEST'
  | 'ERR_PLATFORM'
  | 'ERR_NOT_COMPILED'
  | 'ERR_STREAM_EXISTS'
  | 'ERR_STREAM_ENDED'
  | 'ERR_STREAM_NOT_FOUND'
  | 'ERR_VERSION_CONFLICT'
  | 'ERR_JOURNAL_CORRUPT'
  | 'ERR_JOURNAL_NEWER'
  | 'ERR_JOURNAL_DRIVER'
  | 'ERR_JOURNAL_FILE'
  | 'ERR_JOURNAL_LOCKED'
  | 'ERR_JOURNAL_READ_ONLY'
  | 'ERR_JOURNAL_CLOSED'
  | 'ERR_PROMISE_BROKEN'

/**
 * The base of every error that halflife throws or rejects with: a stable `code`, a message that says
 * what was wrong and what to do, and the `cause` where there is one. None of the three holds a token.
 */
export class HalflifeError extends Error {
  override readonly name: string = 'HalflifeError'
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
