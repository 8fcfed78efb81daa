import type { JournalRecord, WhatIf } from '../../index.ts'

/** Told of one stream, in order: what would have been, each record, and where it ended. */
export interface Account {
  begin(first: JournalRecord, other: WhatIf | undefined): readonly string[]
  record(record: JournalRecord): readonly string[]
  end(last: JournalRecord, atMs: number | undefined): readonly string[]
}
