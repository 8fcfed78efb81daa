import { HalflifeError } from '../../errors.ts'
import type { TokenSnapshot } from '../../machines/token-machine.ts'
import type { JournalRecord } from './record.ts'
import { type ReadingOptions, type Step, StreamReplay } from './replay-stream.ts'

/** Records of one stream, in order, from its first. */
export type Records = Iterable<JournalRecord> | AsyncIterable<JournalRecord>

/** What a history comes to. */
export interface Replayed {
  readonly snapshot: TokenSnapshot
  /** As `refreshing-half.requesting`. */
  readonly state: string
  /** The version of the last record. */
  readonly version: number
}

/**
 * Folds a stream's records through the machine, without effects: reads no clock, calls nothing, and comes to the
 * snapshot that the live machine had after the last of them.
 *
 * @throws HalflifeError `ERR_JOURNAL_CORRUPT` for a gap, a duplicate, a stream that does not begin at
 *   its beginning, or what is no record; `ERR_JOURNAL_NEWER` for a record of a schema or a machine that this version
 *   does not know; `ERR_STREAM_NOT_FOUND` if there are no records
 */
export function replay(records: Records, options: ReadingOptions = {}): Promise<Replayed> {
  return replayAt(records, Infinity, options)
}

/**
 * Time travel: where the machine stood at a moment, after all that had happened by then, that moment included.
 * Reads no further.
 *
 * @param atMs ms since the epoch
 * @throws what `replay` throws; `ERR_STREAM_NOT_FOUND` if the stream had not begun by then
 */
export async function replayAt(
  records: Records,
  atMs: number,
  options: ReadingOptions = {},
): Promise<Replayed> {
  const stream = new StreamReplay(options)
  // Not by `replaySteps`: a generator in between takes longer than a step.
  for await (const stored of records) {
    const record = stream.read(stored)
    if (record?.atMs > atMs) break
    stream.take(record)
  }
  const { last } = stream
  if (!last) throw new HalflifeError('ERR_STREAM_NOT_FOUND', 'There are no records, or none by then.')
  return { snapshot: last.after.snapshot, state: last.after.state, version: last.record.version }
}

/** A stream's records up to a moment, each with the machine before and after it. */
export async function* replaySteps(
  records: Records,
  untilMs = Infinity,
  options: ReadingOptions = {},
): AsyncGenerator<Step> {
  const stream = new StreamReplay(options)
  for await (const stored of records) {
    const record = stream.read(stored)
    // Time never runs back within a stream: what comes after is later still.
    if (record?.atMs > untilMs) return
    yield stream.take(record)
  }
}
