import { checkRecords } from './check-record.ts'
import { VersionConflictError } from './errors.ts'
import type { Checkpoint, Journal, ReadRange } from './journal.ts'
import type { JournalRecord } from './record.ts'

/** A journal in this process's memory, for tests, demos, and sessions that are explained while they run. */
export function createMemoryJournal(): Journal {
  const streams = new Map<string, JournalRecord[]>()
  const all: JournalRecord[] = []
  const checkpoints = new Map<string, Checkpoint>()

  const sameAsStored = (stored: readonly JournalRecord[], records: readonly JournalRecord[], from: number) =>
    records.length > 0 &&
    records.every((record, index) => JSON.stringify(record) === JSON.stringify(stored[from + index]))

  return {
    async append(stream, records, expectedVersion) {
      checkRecords(stream, records, expectedVersion)
      const stored = streams.get(stream) ?? []
      if (stored.length !== expectedVersion) {
        if (sameAsStored(stored, records, expectedVersion)) return stored.length
        throw new VersionConflictError(stream, expectedVersion, stored.length)
      }
      // What is stored is ours: nobody can change history through an object they kept.
      const copies = records.map((record) => structuredClone(record))
      stored.push(...copies)
      all.push(...copies)
      streams.set(stream, stored)
      return stored.length
    },

    async *read(stream, { fromVersion = 1, toVersion = Infinity, untilMs }: ReadRange = {}) {
      for (const record of streams.get(stream)?.slice(fromVersion - 1) ?? []) {
        if (record.version > toVersion || (untilMs !== undefined && record.atMs > untilMs)) return
        yield structuredClone(record)
      }
    },

    async *readAll({ after = '0' } = {}) {
      for (let index = Number(after); index < all.length; index++) {
        const record = all[index]
        if (record) yield { ...structuredClone(record), position: String(index + 1) }
      }
    },

    async saveCheckpoint(stream, checkpoint) {
      const newest = checkpoints.get(stream)
      if (newest?.machine === checkpoint.machine && newest.version > checkpoint.version) return
      checkpoints.set(stream, structuredClone(checkpoint))
    },

    async loadCheckpoint(stream, machine) {
      const checkpoint = checkpoints.get(stream)
      if (checkpoint?.machine !== machine) return undefined
      return structuredClone({ version: checkpoint.version, snapshot: checkpoint.snapshot })
    },

    async close() {},
  }
}
