import type { Records } from './replay.ts'

/**
 * Records as text, one JSON object a line, in the order given; of one stream or of many. The `position` that
 * `readAll` adds says where a record is in one store, and is left out.
 */
export async function* exportJsonl(records: Records): AsyncIterable<string> {
  for await (const record of records) yield `${JSON.stringify({ ...record, position: undefined })}\n`
}
