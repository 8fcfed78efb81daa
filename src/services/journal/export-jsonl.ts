import type { JournalRecord } from './record.ts'

/** Records as text, one JSON object a line, in the order given. */
export async function* exportJsonl(
  records: Iterable<JournalRecord> | AsyncIterable<JournalRecord>,
): AsyncIterable<string> {
  for await (const record of records) yield `${JSON.stringify(record)}\n`
}
