import type { JournalRecord } from './record.ts'

export interface ReadRange {
  /** The first version wanted. Default 1. */
  readonly fromVersion?: number
  /** The last version wanted. Default: the newest. */
  readonly toVersion?: number
  /** Only records that happened until then, inclusive; ms since the epoch. */
  readonly untilMs?: number
}

/** A stored machine snapshot at a version. */
export interface Checkpoint {
  readonly version: number
  /** The machine whose snapshot it is. A checkpoint of another machine is never used. */
  readonly machine: string
  readonly snapshot: unknown
}

/** Where records are kept. Small on purpose: `journalContract` says what an implementation must do. */
export interface Journal {
  /**
   * Appends records to a stream, all or none. An identical append that is repeated does nothing.
   *
   * @param expectedVersion the stream's last version; 0 to begin it
   * @returns the stream's last version afterwards
   * @throws VersionConflictError if the stream is not at that version
   */
  append(stream: string, records: readonly JournalRecord[], expectedVersion: number): Promise<number>
  /** A stream's records in order of version; none if there is no such stream. */
  read(stream: string, range?: ReadRange): AsyncIterable<JournalRecord>
  /** All streams' records in one order. A position is opaque; the next read goes on `after` it. */
  readAll(from?: { readonly after?: string }): AsyncIterable<JournalRecord & { readonly position: string }>
  saveCheckpoint(stream: string, checkpoint: Checkpoint): Promise<void>
  /** The newest checkpoint of that stream made by that machine; without a snapshot if it is found to be damaged. */
  loadCheckpoint(
    stream: string,
    machine: string,
  ): Promise<{ readonly version: number; readonly snapshot: unknown } | undefined>
  close(): Promise<void>
}
