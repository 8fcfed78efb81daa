import type { Io } from '../io.ts'
import { chooseStream, streamsIn } from '../journal/choose-stream.ts'
import { withJournal } from '../journal/with-journal.ts'
import type { ReplayOptions } from './replay-options.ts'
import { replayStream } from './replay-stream.ts'
import { summarize } from './summarize.ts'

/**
 * Tells what happened: in one stream record by record, in several stream by stream.
 *
 * @returns 0; 1 if the journal is damaged, or today's machine comes to another state
 * @throws UsageError
 */
export function runReplay(file: string, options: ReplayOptions, io: Io): Promise<number> {
  return withJournal(file, io, async (journal) => {
    if (options.stream !== undefined || options.policy !== undefined) {
      return replayStream(journal, await chooseStream(journal, options.stream, io), options, io)
    }
    const { streams, first } = await streamsIn(journal, io, 1)
    return streams.length > 1 ? summarize(journal, options, io) : replayStream(journal, first, options, io)
  })
}
