import type { JournalRecord } from '../../index.ts'
import { dayAndTime } from '../../services/journal/explain/moment-in-words.ts'
import { UsageError } from '../usage-error.ts'
import { clean } from './clean.ts'
import type { Moment } from './moment.ts'

/**
 * The moment of `--at` in one stream, ms since the epoch; undefined if none was asked about.
 *
 * @param first the stream's first record
 * @throws UsageError if the stream had not begun by then
 */
export function untilOf(at: Moment | undefined, first: JournalRecord): number | undefined {
  const untilMs = at?.(first.atMs)
  if (untilMs === undefined || untilMs >= first.atMs) return untilMs
  throw new UsageError(`--at: ${clean(first.stream)} begins only at ${dayAndTime(first.atMs)}.`)
}
