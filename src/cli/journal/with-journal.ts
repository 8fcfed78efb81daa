import { HalflifeError } from '../../index.ts'
import { type Io, interruptedCode } from '../io.ts'
import { UsageError } from '../usage-error.ts'
import { clean } from './clean.ts'
import type { JournalFile } from './journal-file.ts'
import { openJournalFile } from './open-journal-file.ts'

/** The codes of what is wrong with the question; all others are about the answer. */
const askedWrongly: readonly string[] = ['ERR_JOURNAL_FILE', 'ERR_STREAM_NOT_FOUND', 'ERR_OPTION']

/**
 * Opens a journal, asks it, and closes it.
 *
 * @param ask gives the exit code
 * @param onDamage answers for a journal that cannot be read, where that is an answer; else stderr says it in one line
 * @returns the exit code; 1 for a journal that is damaged or cannot be understood
 * @throws UsageError if it was asked wrongly
 */
export async function withJournal(
  file: string,
  io: Io,
  ask: (journal: JournalFile) => Promise<number>,
  onDamage?: (damage: HalflifeError) => Promise<number> | number,
): Promise<number> {
  let journal: JournalFile | undefined
  try {
    journal = await openJournalFile(file)
    if (journal.torn) io.stderr.write(`halflife: ${tornInWords(journal)}\n`)
    return await ask(journal)
  } catch (error) {
    if (io.interrupt.aborted) return interruptedCode(io)
    if (!(error instanceof HalflifeError)) throw error
    if (askedWrongly.includes(error.code)) throw new UsageError(clean(error.message))
    if (onDamage) return onDamage(error)
    io.stderr.write(`halflife: ${troubleInWords(error, file)}\n`)
    return 1
  } finally {
    await journal?.close()
  }
}

/** What is wrong with a journal, in one line that names the file. */
function troubleInWords({ message, code }: HalflifeError, file: string): string {
  const isNamed = message.includes(file)
  const what = code === 'ERR_JOURNAL_CORRUPT' ? `${file} is damaged: ` : `${file}: `
  return clean(isNamed ? message : what + message)
}

const tornInWords = ({ file, torn }: JournalFile): string =>
  `${file} ends with a write that was torn: ${torn?.bytes} bytes from byte ${torn?.atByte} on are left out. ` +
  'Nobody was told that they were written.'
