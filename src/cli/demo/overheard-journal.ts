import type { Journal, JournalRecord } from '../../index.ts'

/** A journal that tells of every record that it has taken. */
export function overheard(journal: Journal, listener: (record: JournalRecord) => void): Journal {
  return {
    ...journal,
    async append(stream, records, expectedVersion) {
      const version = await journal.append(stream, records, expectedVersion)
      for (const record of records) listener(record)
      return version
    },
  }
}
