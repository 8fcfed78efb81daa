import { stat } from 'node:fs/promises'
import type { FollowedJournal } from '../../services/inspector/index.ts'
import { openJsonlJournal } from '../../services/journal/jsonl/index.ts'
import type { JournalFile } from '../journal/journal-file.ts'
import { openSqlite } from '../journal/open-sqlite.ts'

/** A journal in a file, to be followed while another process writes it. */
export type FollowedFile = FollowedJournal & { close(): Promise<void> }

/** Opens a file that was found to be a journal once more, to be read from any place on. */
export async function followedFile(journal: JournalFile): Promise<FollowedFile> {
  const { file, kind } = journal
  if (kind === 'sqlite') return openSqlite(file)
  if (kind === 'jsonl') return openJsonlJournal(file, { readOnly: true })
  return followedExport(journal)
}

/** A plain export has no places to begin at: it is read from its beginning whenever it has changed. */
function followedExport(journal: JournalFile): FollowedFile {
  const atEnd = new Map<string, string>()
  return {
    async *readAll({ after = '0' } = {}) {
      const { size, mtimeMs } = await stat(journal.file)
      const look = `${size} ${mtimeMs}`
      if (atEnd.get(after) === look) return
      let index = 0
      for await (const record of journal.readAll()) {
        index++
        if (index > Number(after)) yield { ...record, position: String(index) }
      }
      atEnd.clear()
      atEnd.set(String(index), look)
    },
    async close() {},
  }
}
