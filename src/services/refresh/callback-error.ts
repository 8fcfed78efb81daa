import type { CallbackError } from '../../machines/events.ts'

/** An identifier: `TypeError`, `ECONNREFUSED`, `auth/user-not-found`. A token does not pass for one. */
const identifier = /^[A-Za-z][\w/ -]{0,39}$/

/**
 * What is kept of an error that the callback threw: name, code and status, where they look like such. Its message,
 * stack and cause are the app's, and may hold a token.
 *
 * @param inUse the token in use, in case the error carries it in the wrong place
 */
export function describeError(error: unknown, inUse = ''): CallbackError | undefined {
  const name = read(error, 'name')
  const code = read(error, 'code')
  const status = read(error, 'status')
  const isSafe = (text: unknown) => typeof text === 'string' && identifier.test(text) && !inUse.includes(text)
  const described = {
    ...(isSafe(name) && { name: name as string }),
    ...((isSafe(code) || Number.isSafeInteger(code)) && { code: code as string | number }),
    ...(Number.isSafeInteger(status) && { status: status as number }),
  }
  return Object.keys(described).length > 0 ? described : undefined
}

/** A property of something that might be anything, a trap included. */
function read(from: unknown, key: string): unknown {
  try {
    return (from as Record<string, unknown> | null | undefined)?.[key]
  } catch {
    return undefined
  }
}
