import type { FailureReason, TokenEvent } from '../../src/machines/events.ts'
import type { TokenLife } from '../../src/machines/token-life.ts'

// The events, short, for examples that read as sentences.

type More<Type extends TokenEvent['type'], Known extends string> = Partial<
  Omit<Extract<TokenEvent, { type: Type }>, 'type' | 'atMs' | Known>
>

/** A token's life from one time to another, ms. */
export const life = (issuedAtMs: number, expiresAtMs: number): TokenLife => ({ issuedAtMs, expiresAtMs })

export const deadline = (atMs: number): TokenEvent => ({ type: 'deadline.reached', atMs })
export const demanded = (atMs: number): TokenEvent => ({ type: 'refresh.demanded', atMs })
export const joined = (atMs: number): TokenEvent => ({ type: 'conference.joined', atMs })
export const left = (atMs: number): TokenEvent => ({ type: 'conference.left', atMs })
export const ejected = (atMs: number): TokenEvent => ({ type: 'conference.ejected', atMs })
export const supplied = (atMs: number, token: TokenLife): TokenEvent => ({
  type: 'token.supplied',
  atMs,
  token,
})
export const rejected = (atMs: number, generation = 0): TokenEvent => ({
  type: 'api.rejected',
  atMs,
  generation,
})
/** The host was restarted; attempts up to this one are lost. */
export const resumed = (atMs: number, attempt: number): TokenEvent => ({
  type: 'session.resumed',
  atMs,
  attempt,
})
export const succeeded = (
  atMs: number,
  attempt: number,
  token: TokenLife,
  more: More<'refresh.succeeded', 'attempt' | 'token'> = {},
): TokenEvent => ({ type: 'refresh.succeeded', atMs, attempt, token, ...more })
export const failed = (
  atMs: number,
  attempt: number,
  more: More<'refresh.failed', 'attempt'> & { readonly reason?: FailureReason } = {},
): TokenEvent => ({ type: 'refresh.failed', atMs, attempt, reason: 'threw', ...more })
