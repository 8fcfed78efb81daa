import { beginning, type Head, headOf } from '../durable/seal.ts'
import { corrupt } from '../errors.ts'
import type { JournalRecord } from '../record.ts'

interface Stream {
  head: Head
  /** Where each record's line begins, bytes; the first is that of version 1. */
  readonly lines: number[]
}

/** Where every stream's records stand in the file, and how each stream ends. */
export class StreamIndex {
  readonly #streams = new Map<string, Stream>()

  head(stream: string): Head {
    return this.#streams.get(stream)?.head ?? beginning
  }

  /** Where the line of that version begins, bytes; `undefined` if it is not there. */
  lineOf(stream: string, version: number): number | undefined {
    return this.#streams.get(stream)?.lines[version - 1]
  }

  /** @throws HalflifeError `ERR_JOURNAL_CORRUPT` for a record that does not follow the one before it */
  add(record: JournalRecord, at: number): void {
    const { stream, version } = record
    const known = this.#streams.get(stream)
    const expected = (known?.head.version ?? 0) + 1
    if (version !== expected) throw corrupt(stream, version, `expected version ${expected} here`)
    this.append(stream, headOf(record), at)
  }

  append(stream: string, head: Head, ...lines: readonly number[]): void {
    const known = this.#streams.get(stream) ?? { head, lines: [] }
    known.head = head
    for (const at of lines) known.lines.push(at)
    this.#streams.set(stream, known)
  }
}
