import { resolve } from 'node:path'
import { HalflifeError } from '../../../errors.ts'
import type { Journal } from '../journal.ts'
import { Checkpoints } from './checkpoints.ts'
import { type Disk, systemDisk } from './disk.ts'
import { JsonlJournal } from './jsonl-journal.ts'
import { Log } from './log.ts'
import type { Repair } from './repair.ts'

export type { Disk, DiskFile } from './disk.ts'
export type { Repair } from './repair.ts'

export interface JsonlJournalOptions {
  /** Only to look: nothing is written or locked, and the file must be there. Default `false`. */
  readonly readOnly?: boolean
  /**
   * Of a damaged file, keep all before the damage, and set the rest aside in a file `.damaged`. Default `false`: a
   * damaged file is not opened.
   */
  readonly salvage?: boolean
  /** Hears what had to be left out of the file, as soon as that is known. */
  readonly onRepair?: (repair: Repair) => void
  /** What the file is on. Default: the platform's disk; tests have one that fails. */
  readonly disk?: Disk
}

/**
 * A journal in one text file, to be read by people and by `jq .record`. One line a record:
 *
 *     {"crc":"5f1c0a77","seq":7,"part":"1/1","record":{"stream":"room-7/alice","version":3, ...}}
 *
 * `crc` is the CRC32, in hex, of all that follows its comma in the line; `seq` counts 1, 2, 3, ... through the file;
 * `part` says which of how many lines it is that were written together, and are there together or not at all. So
 * whatever is torn, damaged, lost, doubled or swapped is noticed when the file is opened:
 *
 * - A torn last write, which is what a crash leaves, was never acknowledged. It is left out, told of by `repaired`
 *   and `onRepair`, and cut off before the next append.
 * - Anything else is `ERR_JOURNAL_CORRUPT`, naming the stream and the version if they can be read, and `salvage`
 *   keeps what is before it.
 *
 * What `append` has acknowledged is on disk (`fdatasync`); appends to many streams at once share one. The file has
 * one writer, by a file `.lock` beside it, which a dead process leaves to the next. Checkpoints stand in a file
 * `.checkpoints`, which may be removed. Opening reads the whole file: beyond some hundred thousand records, or
 * with many writers, take SQLite.
 *
 * @param file made if it is not there; its folder must be
 * @example
 * import { openJsonlJournal } from 'halflife/journal/jsonl'
 * const session = openSession({ journal: await openJsonlJournal('journal.jsonl'), stream: 'room-7/alice', ... })
 * @throws HalflifeError `ERR_JOURNAL_LOCKED`: it has a writer; `ERR_JOURNAL_CORRUPT`; `ERR_JOURNAL_FILE`: it is not a
 *   journal, or cannot be opened; `ERR_OPTION`
 */
export async function openJsonlJournal(
  file: string,
  options: JsonlJournalOptions = {},
): Promise<Journal & { readonly repaired: Repair | undefined }> {
  const { readOnly = false, salvage = false, onRepair = () => {}, disk = systemDisk } = options
  if (readOnly && salvage) {
    throw new HalflifeError('ERR_OPTION', 'salvage must not go with readOnly: it writes.')
  }
  const settings = { file: resolve(file), readOnly, salvage, onRepair, disk }
  const log = new Log(settings)
  await log.open()
  return new JsonlJournal(log, new Checkpoints(settings.file), settings)
}
