import type { CallbackError } from '../../machines/events.ts'

/** `TypeError`, `ECONNREFUSED`, `auth/user-not-found`, 503; a token does not pass for one. */
const isWord = (value: unknown) =>
  Number.isSafeInteger(value) || (typeof value === 'string' && /^[A-Za-z][\w/ -]{0,39}$/.test(value))

/**
 * What is kept of an error that the callback threw: name, code and status, where they look like such. Its message,
 * stack and cause are the app's, and may hold a token.
 *
 * @param inUse the token in use, in case the error carries it in the wrong place
 */
export function describeError(thrown: unknown, inUse = ''): CallbackError | undefined {
  const kept: Record<string, unknown> = {}
  for (const key of ['name', 'code', 'status']) {
    try {
      const value = (thrown as Record<string, unknown>)[key]
      const isFit = key === 'status' ? Number.isSafeInteger(value) : isWord(value)
      if (isFit && !inUse.includes(String(value))) kept[key] = value
    } catch {
      // Nothing was thrown, or a trap.
    }
  }
  return Object.keys(kept).length > 0 ? kept : undefined
}
