import { checkRecordedEvent } from './check-event.ts'
import { corrupt } from './errors.ts'
import type { JournalRecord } from './record.ts'

/**
 * Checks what is to be appended: the versions follow each other, and every event is well formed.
 *
 * @throws HalflifeError `ERR_JOURNAL_CORRUPT`, `ERR_EVENT`
 */
export function checkRecords(
  stream: string,
  records: readonly JournalRecord[],
  expectedVersion: number,
): void {
  records.forEach((record, index) => {
    const version = expectedVersion + index + 1
    if (record.stream !== stream)
      throw corrupt(stream, version, `the record belongs to stream ${record.stream}`)
    if (record.version !== version) throw corrupt(stream, version, `the record has version ${record.version}`)
    const isFirst = version === 1
    if (isFirst !== (record.type === 'session.opened')) {
      throw corrupt(stream, version, 'a stream begins with session.opened, and with nothing else')
    }
    checkRecordedEvent(record.event)
    if (record.type !== record.event.type || record.atMs !== record.event.atMs) {
      throw corrupt(stream, version, 'the record and its event differ in type or time')
    }
  })
}
