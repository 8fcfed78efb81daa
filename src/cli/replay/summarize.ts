import { StreamReplay } from '../../services/journal/replay-stream.ts'
import type { Io } from '../io.ts'
import type { JournalFile } from '../journal/journal-file.ts'
import { LineWriter } from '../journal/line-writer.ts'
import { watched } from '../journal/watched.ts'
import { UsageError } from '../usage-error.ts'
import type { ReplayOptions } from './replay-options.ts'
import { add, beginning, type StreamSummary } from './stream-summary.ts'
import { summaryTable } from './summary-table.ts'

/** Tells of every stream what became of it. Keeps in memory where each stands, and nothing else. */
export async function summarize(
  journal: JournalFile,
  { at, json = false }: ReplayOptions,
  io: Io,
): Promise<number> {
  const streams = new Map<
    string,
    { readonly replay: StreamReplay; readonly untilMs: number; summary?: StreamSummary }
  >()
  for await (const stored of watched(journal.readAll(), 'replaying', io)) {
    let known = streams.get(stored.stream)
    if (!known) {
      known = { replay: new StreamReplay(), untilMs: at?.(stored.atMs) ?? Infinity }
      streams.set(stored.stream, known)
    }
    const record = known.replay.read(stored)
    if (record.atMs > known.untilMs) continue
    known.replay.take(record)
    known.summary ??= beginning(record)
    add(known.summary, record)
  }
  const summaries = [...streams.values()].flatMap(({ summary }) => summary ?? [])
  if (summaries.length === 0) throw new UsageError('--at: no stream had begun by then.')
  const lines = new LineWriter(io.stdout)
  if (json) for (const summary of summaries) lines.write(JSON.stringify({ type: 'stream', ...summary }))
  else lines.write(...summaryTable(summaries, journal.file, io))
  lines.flush()
  return 0
}
