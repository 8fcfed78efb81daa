import type { CallbackError } from '../../machines/events.ts'

/**
 * What an error may be called: `TypeError`; `ECONNREFUSED`, `ERR_HTTP2_STREAM`, `P2002`; `invalid_grant`,
 * `auth/user-not-found`. Its words are shorter than any secret.
 */
const names = [
  /^([A-Z][A-Za-z]{0,39})?(Error|Exception)$/,
  /^([A-Z]{1,15}\d{0,5}(_|$)){1,6}$/,
  /^([a-z]{1,15}([_/.-]|$)){1,6}$/,
]

/**
 * What is kept of an error that the callback threw: its name, code and status, where they look like such. Its message,
 * stack and cause are the app's, and may hold a token; so may the rest, in the hands of the careless.
 *
 * @param inUse the token in use, in case that looks like a name
 */
export function describeError(thrown: unknown, inUse = ''): CallbackError | undefined {
  const kept: Record<string, unknown> = {}
  for (const key of ['name', 'code', 'status']) {
    try {
      const value = (thrown as Record<string, unknown>)[key]
      const isName = key !== 'status' && names.some((name) => typeof value === 'string' && name.test(value))
      const isNumber = key !== 'name' && Number.isSafeInteger(value)
      if ((isName || isNumber) && !inUse.includes(String(value))) kept[key] = value
    } catch {
      // Nothing was thrown, or a trap.
    }
  }
  return Object.keys(kept).length > 0 ? kept : undefined
}
