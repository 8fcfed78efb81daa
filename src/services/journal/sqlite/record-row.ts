import { corrupt } from '../errors.ts'
import type { JournalRecord } from '../record.ts'
import type { SqliteRow } from './driver.ts'

/** The record in a row of `stream, version, record`. @throws HalflifeError `ERR_JOURNAL_CORRUPT` if it is no JSON */
export function recordIn({ stream, version, record }: SqliteRow): JournalRecord {
  try {
    return JSON.parse(String(record))
  } catch {
    throw corrupt(String(stream), Number(version), 'the record is no JSON')
  }
}
