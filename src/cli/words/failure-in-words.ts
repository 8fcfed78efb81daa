import type { RecordedEvent } from '../../index.ts'

/** Why an attempt brought no token. */
export type Failure = Pick<Extract<RecordedEvent, { type: 'refresh.failed' }>, 'reason' | 'error'>

/** In a word or two: what the callback threw, by the most telling name there is, or the reason. */
export function failureInWords({ reason, error }: Failure): string {
  const what = error?.status ?? error?.code ?? error?.name
  return reason === 'threw' && what !== undefined ? String(what) : reason
}
