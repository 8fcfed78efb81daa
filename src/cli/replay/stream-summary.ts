import type { JournalRecord } from '../../index.ts'

/** What became of one stream, in figures. */
export interface StreamSummary {
  readonly stream: string
  readonly policy: JournalRecord['policy']
  records: number
  readonly firstAtMs: number
  lastAtMs: number
  state: string
  attempts: number
  failures: number
  kicks: number
}

/** Of a stream's first record, before it is added. */
export const beginning = ({ stream, policy, atMs, state }: JournalRecord): StreamSummary => ({
  stream,
  policy,
  records: 0,
  firstAtMs: atMs,
  lastAtMs: atMs,
  state,
  attempts: 0,
  failures: 0,
  kicks: 0,
})

/** One record more. */
export function add(summary: StreamSummary, { atMs, state, event, facts }: JournalRecord): void {
  summary.records++
  summary.lastAtMs = atMs
  summary.state = state
  if (event.type === 'refresh.failed') summary.failures++
  for (const { type } of facts) {
    if (type === 'refresh.requested') summary.attempts++
    else if (type === 'participant.kicked') summary.kicks++
  }
}
