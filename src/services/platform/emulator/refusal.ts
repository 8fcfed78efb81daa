import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** The body of every refusal. */
export interface ErrorResponse {
  readonly type: 'ErrorResponse'
  readonly error_code: number
  readonly error_reason: string
  readonly error_description: string
}

/**
 * A request is refused: thrown anywhere under a route, answered in one place. The reasons and the code
 * 89 are the platform's; the other codes are this emulator's own, because nobody has written them down.
 */
export class Refusal extends Error {
  readonly status: number
  readonly body: ErrorResponse
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: number,
    reason: string,
    description: string,
    headers: Record<string, string> = {},
  ) {
    super(reason)
    this.status = status
    this.body = {
      type: 'ErrorResponse',
      error_code: code,
      error_reason: reason,
      error_description: description,
    }
    this.headers = headers
  }

  answer(c: Context): Response {
    return c.json(this.body, this.status as ContentfulStatusCode, { ...this.headers })
  }
}

/** Expired, revoked, forged, not ours, or missing: the platform does not say which. */
export const invalidToken = (): Refusal =>
  new Refusal(401, 89, 'Invalid_token', 'Expired or invalid token', {
    'www-authenticate': 'Bearer error="invalid_token"',
  })

export const insufficientScope = (scope: string): Refusal =>
  new Refusal(403, 90, 'Insufficient_scope', `The token lacks the scope ${scope}`, {
    'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"`,
  })

export const invalidClient = (): Refusal =>
  new Refusal(401, 91, 'Invalid_client', 'Unknown application key or secret', {
    'www-authenticate': 'Basic realm="platform"',
  })

export const invalidGrant = (): Refusal =>
  new Refusal(400, 92, 'Invalid_grant', 'The refresh token is unknown or was used before')

export const invalidRequest = (description: string): Refusal =>
  new Refusal(400, 93, 'Invalid_request', description)

export const userInvalid = (): Refusal =>
  new Refusal(400, 94, 'User invalid', 'Neither the token nor the request has an externalId')

export const notYours = (): Refusal =>
  new Refusal(403, 95, 'Not_allowed', 'The token was made for another externalId')

export const notFound = (what: string): Refusal => new Refusal(404, 96, 'Not_found', `No such ${what}`)

export const tooLarge = (): Refusal => new Refusal(413, 97, 'Too_large', 'The body is over 64 KiB')

export const faulty = (status: number, retryAfterSeconds: number | null): Refusal =>
  new Refusal(status, 98, 'Fault', 'A fault is switched on in this emulator', {
    ...(retryAfterSeconds !== null && { 'retry-after': String(retryAfterSeconds) }),
  })

export const broken = (): Refusal => new Refusal(500, 99, 'Internal_error', 'This emulator has a bug')
