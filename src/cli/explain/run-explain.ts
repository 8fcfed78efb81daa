import { explain } from '../../index.ts'
import type { Io } from '../io.ts'
import { chooseStream } from '../journal/choose-stream.ts'
import type { JournalFile } from '../journal/journal-file.ts'
import type { Moment } from '../journal/moment.ts'
import { untilOf } from '../journal/until.ts'
import { watched } from '../journal/watched.ts'
import { withJournal } from '../journal/with-journal.ts'
import { accountPage } from './account-page.ts'
import { askOtherPolicy, isWorthAsking } from './other-policy.ts'

/** What `halflife explain` can be told. */
export interface ExplainCommandOptions {
  readonly stream?: string
  readonly at?: Moment
  readonly json?: boolean
}

/**
 * Says why a session is, or was, in its state, and what the other policy would have made of it.
 *
 * @returns 0; 1 if the journal is damaged
 * @throws UsageError
 */
export function runExplain(file: string, options: ExplainCommandOptions, io: Io): Promise<number> {
  return withJournal(file, io, (journal) => explainStream(journal, options, io))
}

async function explainStream(
  journal: JournalFile,
  { stream: wanted, at, json }: ExplainCommandOptions,
  io: Io,
): Promise<number> {
  const first = await chooseStream(journal, wanted, io)
  const { stream } = first
  const untilMs = untilOf(at, first)
  const until = untilMs === undefined ? {} : { untilMs }
  const read = (what: string) => watched(journal.read(stream, until), what, io)

  const explanation = await explain(read('reading'), untilMs)
  const other = isWorthAsking(explanation) ? await askOtherPolicy(explanation, read('asking what if')) : null
  const answer = json
    ? JSON.stringify({ ...explanation, otherPolicy: other })
    : accountPage(explanation, other, io).join('\n')
  io.stdout.write(`${answer}\n`)
  return 0
}
