import { basename } from 'node:path'
import { startInspector } from '../../services/inspector/index.ts'
import { interrupted } from '../interrupted.ts'
import type { Io } from '../io.ts'
import { clean } from '../journal/clean.ts'
import type { JournalFile } from '../journal/journal-file.ts'
import { withJournal } from '../journal/with-journal.ts'
import { paintFor } from '../terminal/paint.ts'
import { FollowedFile } from './followed-file.ts'
import { openBrowser } from './open-browser.ts'
import { welcome } from './welcome.ts'

/** What `halflife inspect` can be told. */
export interface InspectOptions {
  readonly port: number
  /** False: only print the address. */
  readonly open: boolean
  /** Which stream to show first. */
  readonly stream?: string
}

/**
 * Serves the inspector until it is interrupted.
 *
 * @param file a journal; undefined: it waits for apps that tell it what they do
 * @param show opens the page for the user, by an address that is good for once; a test has one that opens nothing
 * @returns the exit code: 0; 1 for a journal that is damaged or cannot be understood
 * @throws UsageError for what is no journal; HalflifeError `ERR_OPTION` if the port cannot be had
 */
export async function runInspect(
  file: string | undefined,
  options: InspectOptions,
  io: Io,
  show = openBrowser,
): Promise<number> {
  if (file === undefined) return serve(undefined, undefined, options, io, show)
  const { stream } = options
  return withJournal(file, io, async (journal) => {
    const followed = new FollowedFile(file)
    try {
      if (stream !== undefined && !(await hasStream(journal, stream)))
        io.stderr.write(`halflife: ${clean(file)} has no stream ${clean(stream)} yet.\n`)
      return await serve(file, followed, options, io, show)
    } finally {
      await followed.close()
    }
  })
}

async function hasStream(journal: JournalFile, stream: string): Promise<boolean> {
  for await (const _ of journal.read(stream)) return true
  return false
}

async function serve(
  file: string | undefined,
  journal: FollowedFile | undefined,
  { port, open: isToBeOpened, stream }: InspectOptions,
  io: Io,
  show: (url: string) => void,
): Promise<number> {
  await using inspector = await startInspector({
    port,
    ...(journal && file !== undefined && { journal, journalName: basename(file) }),
    ...(stream !== undefined && { stream }),
  })
  io.stdout.write(welcome(inspector, file, paintFor(io)))
  if (isToBeOpened) show(inspector.urlForOnce())
  await interrupted(io.interrupt)
  return 0
}
