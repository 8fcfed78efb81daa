import type { JournalRecord } from './record.ts'
import type { Records } from './replay.ts'

/** A record as a CloudEvents 1.0 event, in structured JSON. */
export interface CloudEvent {
  readonly specversion: '1.0'
  /** Stream and version: the same record has the same id, however often it is sent. */
  readonly id: string
  readonly source: string
  /** `dev.halflife.` and the record's type. */
  readonly type: string
  /** The stream. */
  readonly subject: string
  /** Absent for a moment that RFC 3339 cannot say. */
  readonly time?: string
  /** The version, so written that it sorts as text. */
  readonly sequence: string
  readonly datacontenttype: 'application/json'
  readonly data: Omit<JournalRecord, 'stream'>
}

export interface CloudEventsOptions {
  /** Which journal it is: a URI-reference. With the id it names a record in all the world. Default `urn:halflife:journal`. */
  readonly source?: string
}

/** Records as CloudEvents, one for each, in the order given. */
export async function* toCloudEvents(
  records: Records,
  { source = 'urn:halflife:journal' }: CloudEventsOptions = {},
): AsyncGenerator<CloudEvent> {
  for await (const { position: _, ...record } of records as AsyncIterable<
    JournalRecord & { position?: string }
  >) {
    const { stream, ...data } = record
    const { version, type, atMs } = data
    yield {
      specversion: '1.0',
      id: `${stream}/${version}`,
      source,
      type: `dev.halflife.${type}`,
      subject: stream,
      ...timeOf(atMs),
      sequence: String(version).padStart(16, '0'),
      datacontenttype: 'application/json',
      data,
    }
  }
}

/** RFC 3339 has years of four digits. */
function timeOf(atMs: number): { time: string } | undefined {
  const isSayable = atMs >= -62_167_219_200_000 && atMs < 253_402_300_800_000
  return isSayable ? { time: new Date(atMs).toISOString() } : undefined
}
