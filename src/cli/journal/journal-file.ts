import type { JournalRecord } from '../../index.ts'
import type { Repair } from '../../services/journal/jsonl/index.ts'
import type { JournalKind } from './journal-kind.ts'

/** Which of a stream's records to read. */
export interface Until {
  /** Only those that happened until then, inclusive; ms since the epoch. */
  readonly untilMs?: number
}

/** A journal in a file, to be read. Nothing is written to the file, and nobody is kept from writing to it. */
export interface JournalFile {
  readonly file: string
  readonly kind: JournalKind
  /** A last write that a crash has torn: nobody was told that it was done, and it is left out. */
  readonly torn: Pick<Repair, 'atByte' | 'bytes'> | undefined
  /** A stream's records, in order; none if there is no such stream. */
  read(stream: string, until?: Until): AsyncIterable<JournalRecord>
  /** The records of all streams, in one order. */
  readAll(): AsyncIterable<JournalRecord>
  close(): Promise<void>
}
