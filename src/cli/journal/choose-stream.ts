import type { JournalRecord } from '../../index.ts'
import type { Io } from '../io.ts'
import { UsageError } from '../usage-error.ts'
import { clean } from './clean.ts'
import type { JournalFile } from './journal-file.ts'
import { watched } from './watched.ts'

/** So many streams are named to who named none, or a wrong one. */
const named = 10

/**
 * The first record of the stream that is asked about; of the only one, if none was named.
 *
 * @throws UsageError naming the streams that there are
 */
export async function chooseStream(
  journal: JournalFile,
  wanted: string | undefined,
  io: Io,
): Promise<JournalRecord> {
  if (wanted !== undefined) {
    for await (const record of journal.read(wanted)) return record
    const { streams } = await streamsIn(journal, io, named)
    throw new UsageError(`--stream: there is no ${clean(wanted)} in ${journal.file}. ${thereAre(streams)}`)
  }
  const { streams, first } = await streamsIn(journal, io, named)
  if (first && streams.length === 1) return first
  throw new UsageError(`--stream: which? ${thereAre(streams)}`)
}

/** The streams of a journal; of more than so many, only the first ones and one more. */
export async function streamsIn(journal: JournalFile, io: Io, atMost: number) {
  const streams = new Set<string>()
  let first: JournalRecord | undefined
  for await (const record of watched(journal.readAll(), 'looking for streams', io)) {
    first ??= record
    streams.add(record.stream)
    if (streams.size > atMost) break
  }
  if (!first) throw new UsageError(`${journal.file} has no records.`)
  return { streams: [...streams], first }
}

function thereAre(streams: readonly string[]): string {
  const names = streams.slice(0, named).map(clean).join(', ')
  if (streams.length > named) return `There are ${names}, and more.`
  return streams.length === 1 ? `There is only ${names}.` : `There are ${names}.`
}
