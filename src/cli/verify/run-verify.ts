import { HalflifeError } from '../../index.ts'
import type { Io } from '../io.ts'
import { chooseStream } from '../journal/choose-stream.ts'
import type { JournalFile } from '../journal/journal-file.ts'
import { kindOf } from '../journal/journal-kind.ts'
import { watched } from '../journal/watched.ts'
import { withJournal } from '../journal/with-journal.ts'
import { UsageError } from '../usage-error.ts'
import { type Damage, type Findings, findingsOf } from './findings.ts'
import { findingsPage } from './findings-page.ts'
import { type StreamVerdict, StreamVerdicts } from './stream-verdicts.ts'

/** What `halflife verify` can be told. */
export interface VerifyCommandOptions {
  readonly stream?: string
  readonly json?: boolean
}

/** So many differences of each stream are told: to people, and to machines. */
const told = { text: 10, json: 1_000 }

/**
 * Checks every stream, or one, and says what differs.
 *
 * @returns 0 if nothing does, else 1
 * @throws UsageError
 */
export function runVerify(file: string, options: VerifyCommandOptions, io: Io): Promise<number> {
  const say = (findings: Findings) => {
    const answer = options.json ? JSON.stringify(findings) : findingsPage(findings, io).join('\n')
    io.stdout.write(`${answer}\n`)
    return findings.ok ? 0 : 1
  }
  return withJournal(
    file,
    io,
    async (journal) => {
      const { verdicts, damage } = await check(journal, options, io)
      return say(findingsOf(journal, verdicts, damage))
    },
    // Too damaged to be opened: for machines that is an answer like another.
    options.json
      ? async ({ code, message }) => {
          const kind = await kindOf(file)
          return say(findingsOf({ file, kind, torn: undefined }, [], { code, message }))
        }
      : undefined,
  )
}

async function check(
  journal: JournalFile,
  { stream, json }: VerifyCommandOptions,
  io: Io,
): Promise<{ readonly verdicts: readonly StreamVerdict[]; readonly damage: Damage | null }> {
  const streams = new StreamVerdicts(json ? told.json : told.text)
  if (stream !== undefined) await chooseStream(journal, stream, io)
  const records = stream === undefined ? journal.readAll() : journal.read(stream)
  try {
    for await (const record of watched(records, 'verifying', io)) {
      await streams.take(stream ?? String(record.stream), record)
    }
    if (streams.all.length === 0) throw new UsageError(`${journal.file} has no records.`)
    return { verdicts: streams.all, damage: null }
  } catch (error) {
    if (!(error instanceof HalflifeError)) throw error
    return { verdicts: streams.all, damage: { code: error.code, message: error.message } }
  }
}
