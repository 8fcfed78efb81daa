import { firstPrev, hashedText } from './chain.ts'
import { checkRecords } from './check-record.ts'
import { VersionConflictError } from './errors.ts'
import type { Checkpoint, Journal, ReadRange } from './journal.ts'
import { positionOf } from './position.ts'
import type { JournalRecord } from './record.ts'

/** A journal in this process's memory, for tests, demos, and sessions that are explained while they run. */
export function createMemoryJournal(): Journal {
  const streams = new Map<string, JournalRecord[]>()
  const all: JournalRecord[] = []
  const checkpoints = new Map<string, Checkpoint>()

  // A record is the same, whatever the order of its members.
  const textOf = (record: JournalRecord) => hashedText(record, firstPrev)
  const isStored = (record: JournalRecord, stored: JournalRecord | undefined) =>
    stored !== undefined && textOf(record) === textOf(stored)
  const checkpointKey = (stream: string, machine: string) => JSON.stringify([stream, machine])

  return {
    async append(stream, records, expectedVersion) {
      checkRecords(stream, records, expectedVersion)
      const stored = streams.get(stream) ?? []
      if (stored.length !== expectedVersion) {
        const isRepeated = records.every((record, index) => isStored(record, stored[expectedVersion + index]))
        if (records.length > 0 && isRepeated) return stored.length
        throw new VersionConflictError(stream, expectedVersion, stored.length)
      }
      // What is stored is ours: nobody can change history through an object they kept.
      const copies = records.map((record) => structuredClone(record))
      for (const copy of copies) {
        stored.push(copy)
        all.push(copy)
      }
      if (stored.length > 0) streams.set(stream, stored)
      return stored.length
    },

    async *read(stream, { fromVersion = 1, toVersion = Infinity, untilMs }: ReadRange = {}) {
      for (const record of streams.get(stream)?.slice(Math.max(0, fromVersion - 1)) ?? []) {
        if (record.version > toVersion || (untilMs !== undefined && record.atMs > untilMs)) return
        yield structuredClone(record)
      }
    },

    async *readAll({ after } = {}) {
      for (let index = positionOf(after, all.length); index < all.length; index++) {
        const record = all[index]
        if (record) yield { ...structuredClone(record), position: String(index + 1) }
      }
    },

    async saveCheckpoint(stream, checkpoint) {
      const key = checkpointKey(stream, checkpoint.machine)
      if ((checkpoints.get(key)?.version ?? 0) > checkpoint.version) return
      checkpoints.set(key, structuredClone(checkpoint))
    },

    async loadCheckpoint(stream, machine) {
      const checkpoint = checkpoints.get(checkpointKey(stream, machine))
      return checkpoint && structuredClone({ version: checkpoint.version, snapshot: checkpoint.snapshot })
    },

    async close() {},
  }
}
