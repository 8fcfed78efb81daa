import { createReadStream } from 'node:fs'
import { HalflifeError, importJsonl, type JournalRecord } from '../../index.ts'
import type { JournalFile } from './journal-file.ts'

/** A plain export: it is read from its beginning each time, and never held. */
export function exportFile(file: string): JournalFile {
  return {
    file,
    kind: 'export',
    torn: undefined,
    readAll: () => recordsIn(file),
    async *read(stream, { untilMs = Infinity } = {}) {
      for await (const record of recordsIn(file)) {
        if (record.stream !== stream) continue
        // Time never runs back within a stream.
        if (record.atMs > untilMs) return
        yield record
      }
    },
    async close() {},
  }
}

/** @throws HalflifeError `ERR_JOURNAL_CORRUPT`, saying after which record the damage is */
async function* recordsIn(file: string): AsyncIterable<JournalRecord> {
  let last: JournalRecord | undefined
  try {
    for await (const record of importJsonl(createReadStream(file))) {
      last = record
      yield record
    }
  } catch (error) {
    if (!(error instanceof HalflifeError) || !last) throw error
    const where = `The record before it is version ${last.version} of stream ${last.stream}.`
    throw new HalflifeError(error.code, `${error.message} ${where}`, { cause: error })
  }
}
