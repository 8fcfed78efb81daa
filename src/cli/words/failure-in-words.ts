import type { RecordedEvent } from '../../index.ts'

/** Why an attempt brought no token. */
export type Failure = Pick<Extract<RecordedEvent, { type: 'refresh.failed' }>, 'reason' | 'error'>

/** In a word or two: what the callback threw, by the most telling name there is, or the reason. */
export function failureInWords({ reason, error }: Failure): string {
  const what = error?.status ?? error?.code ?? error?.name
  return reason === 'threw' && what !== undefined ? String(what) : reason
}

/** As a sentence's predicate, such as `threw AuthServerError (UNREACHABLE)`. */
export function failureInFull({ reason, error }: Failure): string {
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
