import type { Endpoint } from '../endpoints.ts'
import { PlatformError } from '../errors.ts'
import { readRetryAfter } from './retry-after.ts'

/**
 * What a refusal says, as far as it can be shown.
 *
 * @param nowMs the wall clock
 */
export async function refusalIn(
  response: Response,
  endpoint: Endpoint,
  nowMs: number,
): Promise<PlatformError> {
  const retryAfterMs = readRetryAfter(response.headers, nowMs)
  const body = Object(await response.json().catch(() => undefined)) as Record<string, unknown>
  const errorCode = typeof body['error_code'] === 'number' ? body['error_code'] : undefined
  const errorReason = fewWords(body['error_reason'])
  const said = [response.status, errorReason, errorCode === undefined ? undefined : `(${errorCode})`]
  const message = `The platform refused ${endpoint}: ${said.filter((word) => word !== undefined).join(' ')}. ${adviceOn(response.status)}`
  return new PlatformError('refused', message, {
    status: response.status,
    errorCode,
    errorReason,
    retryAfterMs,
  })
}

/** A reason is a few short words, such as `Invalid_token`; anything else might be an echo of a secret. */
function fewWords(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z]{1,15}([ _-][A-Za-z]{1,15}){0,7}$/.test(value)
    ? value
    : undefined
}

function adviceOn(status: number): string {
  if (status === 401)
    return 'Check that the key and secret, or the token, are the right ones and still valid.'
  if (status === 403) return 'The token is valid, but not for this.'
  if (status === 404) return 'Check the url and the IDs.'
  if (status === 429 || status >= 500) return 'It may work again later.'
  return 'Check what was asked for.'
}
