import { type JournalRecord, whatIf } from '../../index.ts'
import { replaySteps } from '../../services/journal/replay.ts'
import type { Step } from '../../services/journal/replay-stream.ts'
import type { Io } from '../io.ts'
import { clean } from '../journal/clean.ts'
import type { JournalFile } from '../journal/journal-file.ts'
import { LineWriter } from '../journal/line-writer.ts'
import { untilOf } from '../journal/until.ts'
import { watched } from '../journal/watched.ts'
import type { Account } from './account.ts'
import { JsonAccount } from './json-account.ts'
import type { ReplayOptions } from './replay-options.ts'
import { TextAccount } from './text-account.ts'

/** Tells one stream, record by record. @returns 0; 1 if today's machine comes to another state */
export async function replayStream(
  journal: JournalFile,
  first: JournalRecord,
  { at, policy, json = false }: ReplayOptions,
  io: Io,
): Promise<number> {
  const { stream } = first
  const untilMs = untilOf(at, first)
  const until = untilMs === undefined ? {} : { untilMs }
  const other =
    policy && (await whatIf(watched(journal.read(stream, until), 'asking what if', io), { policy }))
  const account: Account = json ? new JsonAccount() : new TextAccount(io)
  const lines = new LineWriter(io.stdout)
  // On a terminal, the lines themselves show how far it has got.
  const stderr = io.stdout.isTTY ? { write: () => true } : io.stderr

  lines.write(...account.begin(first, other))
  let last: Step | undefined
  try {
    const records = watched(journal.read(stream, until), 'replaying', { ...io, stderr })
    for await (const step of replaySteps(records)) {
      last = step
      lines.write(...account.record(step.record))
    }
  } finally {
    // What was told up to a damaged record is worth having.
    lines.flush()
  }
  if (last) lines.write(...account.end(last.record, untilMs))
  lines.flush()
  return last ? judge(last, io) : 0
}

/** Told the same, today's machine ought to be where the recorded one was. */
function judge({ after, record: { stream, version, state } }: Step, io: Io): number {
  const today = after.state
  if (today === state) return 0
  const where = clean(`${stream} was ${state} at version ${version}`)
  io.stderr.write(
    `halflife: ${where}; today's machine comes to ${today}. \`halflife verify\` tells where they part.\n`,
  )
  return 1
}
