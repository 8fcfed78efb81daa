import { HalflifeError } from '../../errors.ts'
import type { FailureReason } from '../../machines/events.ts'
import type { GivenToken } from './given-token.ts'
import { type ReadToken, readToken } from './read-token.ts'

/**
 * Reads what the callback gave, which may be anything at all.
 *
 * @param inUse the token that is to be replaced
 * @returns the token, or why it is of no use
 */
export function readAnswer(answer: unknown, inUse: string | undefined): ReadToken | FailureReason {
  if (answer === undefined || answer === null || answer === '') return 'missing'
  try {
    const token = readToken(answer as GivenToken)
    return token.value === inUse ? 'unchanged' : token
  } catch (error) {
    const code = error instanceof HalflifeError && error.code
    return code === 'ERR_LIFETIME' || code === 'ERR_LIFETIME_UNKNOWN' ? 'unknown-lifetime' : 'malformed'
  }
}
