import type { JournalRecord } from '../../index.ts'
import type { Io } from '../io.ts'
import { Progress } from './progress.ts'

/**
 * The same records, with the progress of whoever takes them on stderr, until they are interrupted.
 *
 * @param what is being done with them, such as `verifying`
 * @throws the signal's reason, once it aborts
 */
export async function* watched(
  records: AsyncIterable<JournalRecord>,
  what: string,
  io: Io,
): AsyncIterable<JournalRecord> {
  const progress = new Progress(io.stderr, what)
  try {
    for await (const record of records) {
      io.interrupt.throwIfAborted()
      progress.step()
      yield record
    }
  } finally {
    progress.end()
  }
}
