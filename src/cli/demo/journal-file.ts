import { type FileHandle, open } from 'node:fs/promises'
import { exportJsonl, type Journal, type JournalRecord } from '../../index.ts'
import { UsageError } from '../usage-error.ts'

/** A file that can be written, and has not been yet. */
export interface JournalFile {
  /** Writes every stream as JSONL, in the order of what happened, in the place of what the file held. */
  write(journal: Journal): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the file of `--journal`, and leaves what is in it: who interrupts the demo loses nothing.
 *
 * @throws UsageError if it cannot be written
 */
export async function openJournalFile(path: string): Promise<JournalFile> {
  const handle = await openToAppend(path)
  return {
    async write(journal) {
      if ((await handle.stat()).isFile()) await handle.truncate()
      for await (const line of exportJsonl(everyRecord(journal))) await handle.appendFile(line)
    },
    close: () => handle.close(),
  }
}

async function* everyRecord(journal: Journal): AsyncIterable<JournalRecord> {
  for await (const { position: _, ...record } of journal.readAll()) yield record
}

async function openToAppend(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'a')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new UsageError(`--journal: ${path} cannot be written (${code}).`)
  }
}
