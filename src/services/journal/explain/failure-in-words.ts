import type { RefreshFailed } from '../../../machines/events.ts'

/** Why an attempt brought no token: the predicate of a sentence about the callback. */
export function failureInWords({ reason, error }: Pick<RefreshFailed, 'reason' | 'error'>): string {
  switch (reason) {
    case 'threw': {
      const details = [error?.code, error?.status].filter((part) => part !== undefined)
      return `threw ${error?.name ?? 'an error'}${details.length > 0 ? ` (${details.join(', ')})` : ''}`
    }
    case 'timed-out':
      return 'gave no answer in time'
    case 'missing':
      return 'gave nothing'
    case 'malformed':
      return 'gave something that is no token'
    case 'unknown-lifetime':
      return 'gave a token that does not say how long it lives'
    case 'expired':
      return 'gave a token that was dead already'
    case 'unchanged':
      return 'gave the same token again'
    case 'aborted':
      return 'was aborted'
  }
}
