import { machineVersion, type TokenSnapshot } from '../../machines/token-machine.ts'
import { checkpointAt, standingIn } from './checkpoint.ts'
import type { Journal } from './journal.ts'
import type { JournalRecord } from './record.ts'
import { Step, StreamReplay } from './replay-stream.ts'
import { upcast } from './upcast.ts'

/** Where a stream stands, and how that was found out. */
export interface Restored {
  readonly snapshot: TokenSnapshot
  readonly last: JournalRecord
  /** The version of a checkpoint that did not fit its stream, and was not used. */
  readonly discarded?: number
}

/** After so many records that had to be replayed, the next restart is spared them. */
const worthACheckpoint = 1000

/**
 * Where a stream stands: its newest checkpoint, and the records after it. A checkpoint that does not fit is discarded,
 * and all the records are replayed: it saves time, and proves nothing. Leaves a checkpoint behind where it took long.
 *
 * @returns undefined if there is no such stream
 * @throws HalflifeError `ERR_JOURNAL_CORRUPT`, `ERR_JOURNAL_NEWER`; what the journal throws when it is read
 */
export async function restore(journal: Journal, stream: string): Promise<Restored | undefined> {
  const checkpoint = await journal.loadCheckpoint(stream, machineVersion)
  const start = checkpoint && (await stepAt(journal, stream, checkpoint))
  const replayed = new StreamReplay({}, start)
  for await (const record of journal.read(stream, { fromVersion: (start?.record.version ?? 0) + 1 })) {
    replayed.take(replayed.read(record))
  }
  const { last } = replayed
  if (!last) return undefined
  const { record, after } = last
  const { snapshot } = after
  const isLong = record.version - (start?.record.version ?? 0) >= worthACheckpoint
  if (isLong && snapshot.status === 'active') {
    // Without it the next restart takes as long as this one, and no harm is done.
    await journal.saveCheckpoint(stream, checkpointAt(record.version, snapshot)).catch(() => {})
  }
  const discarded = checkpoint && !start ? { discarded: checkpoint.version } : {}
  return { snapshot, last: record, ...discarded }
}

/** The step that a checkpoint was made after. */
async function stepAt(
  journal: Journal,
  stream: string,
  { version, snapshot: kept }: { readonly version: number; readonly snapshot: unknown },
): Promise<Step | undefined> {
  for await (const stored of journal.read(stream, { fromVersion: version, toVersion: version })) {
    const record = upcast(stored)
    const standing = standingIn(kept, record)
    return standing && new Step(record, undefined, { standing, facts: record.facts })
  }
  return undefined
}
