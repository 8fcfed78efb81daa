/**
 * Whether a 401 is about the token: it says so, or does not say what it is about (RFC 6750, `error`).
 *
 * @param challenge the answer's `WWW-Authenticate`
 */
export function blamesToken(challenge: string | null | undefined): boolean {
  const error = /\berror\s*=\s*"?([\w-]+)/i.exec(challenge ?? '')?.[1]
  return error === undefined || error === 'invalid_token'
}
