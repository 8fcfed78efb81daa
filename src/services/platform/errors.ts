import { HalflifeError } from '../../errors.ts'
import type { TokenRequestFlaw } from './token-request.ts'

/** A token request that the platform would refuse: nothing was sent. */
export class TokenRequestError extends HalflifeError {
  override readonly name = 'TokenRequestError'
  readonly field: TokenRequestFlaw['field']

  constructor({ field, problem }: TokenRequestFlaw) {
    super('ERR_TOKEN_REQUEST', `${field} ${problem}. Nothing was sent.`)
    this.field = field
  }
}

/**
 * Why a call to the platform gave nothing: it said no (`refused`), no answer came (`unreachable`, or
 * `timed-out`), or its answer was not what that endpoint gives (`unreadable`).
 */
export type PlatformFailure = 'refused' | 'unreachable' | 'timed-out' | 'unreadable'

/** What is known of an answer that was a refusal. */
type PlatformAnswer = Partial<Pick<PlatformError, 'status' | 'errorCode' | 'errorReason' | 'retryAfterMs'>>

/**
 * A call to the platform that failed. It carries no `cause`: what `fetch` throws may hold the request,
 * and the request holds a secret.
 */
export class PlatformError extends HalflifeError {
  override readonly name = 'PlatformError'
  readonly why: PlatformFailure
  /** The HTTP status, where there was an answer. */
  readonly status: number | undefined
  /** The platform's own number for it, such as 89. */
  readonly errorCode: number | undefined
  /** The platform's own word for it, such as `Invalid_token`. */
  readonly errorReason: string | undefined
  /** How long the platform, or what keeps its token, wants no further call; in milliseconds, where that is known. */
  readonly retryAfterMs: number | undefined

  constructor(why: PlatformFailure, message: string, answer: PlatformAnswer = {}) {
    super('ERR_PLATFORM', message)
    this.why = why
    this.status = answer.status
    this.errorCode = answer.errorCode
    this.errorReason = answer.errorReason
    this.retryAfterMs = answer.retryAfterMs
  }
}
