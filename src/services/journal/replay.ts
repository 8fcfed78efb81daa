import { initialTransition, transition } from 'xstate'
import { HalflifeError } from '../../errors.ts'
import { machineOf } from '../../machines/facts-only.ts'
import { statePath } from '../../machines/state-path.ts'
import { machineVersion, type TokenSnapshot } from '../../machines/token-machine.ts'
import { corrupt } from './errors.ts'
import type { JournalRecord } from './record.ts'

/** Records of one stream, in order, from its first. */
export type Records = Iterable<JournalRecord> | AsyncIterable<JournalRecord>

/** What a history comes to. */
export interface Replayed {
  readonly snapshot: TokenSnapshot
  /** As `refreshing-half.requesting`. */
  readonly state: string
  /** The version of the last record. */
  readonly version: number
}

/**
 * Folds a stream's records through the machine, without effects: reads no clock, calls nothing, and comes to the
 * snapshot that the live machine had after the last of them.
 *
 * @throws HalflifeError `ERR_JOURNAL_CORRUPT` for a gap, a duplicate, or a stream that does not begin at its
 *   beginning; `ERR_JOURNAL_NEWER` for a record of a machine that this version does not know
 */
export async function replay(records: Records): Promise<Replayed> {
  let folded: { snapshot: TokenSnapshot; version: number } | undefined
  for await (const record of records) {
    const { stream, version, event, machine } = record
    const expected = (folded?.version ?? 0) + 1
    if (version !== expected) throw corrupt(stream, version, `expected version ${expected} here`)
    if (isNewer(machine)) {
      throw new HalflifeError(
        'ERR_JOURNAL_NEWER',
        `Stream ${stream}, version ${version} was decided by ${machine}; this is ${machineVersion}. Update halflife.`,
      )
    }
    const logic = machineOf[record.policy]
    if (event.type === 'session.opened') {
      if (folded) throw corrupt(stream, version, 'a second session.opened')
      folded = { version, snapshot: initialTransition(logic, event.input)[0] as TokenSnapshot }
    } else {
      if (!folded) throw corrupt(stream, version, 'the stream does not begin with session.opened')
      const snapshot: TokenSnapshot =
        event.type === 'session.closed' ? folded.snapshot : transition(logic, folded.snapshot, event)[0]
      folded = { version, snapshot }
    }
  }
  if (!folded) throw new HalflifeError('ERR_STREAM_NOT_FOUND', 'There are no records to replay.')
  return { ...folded, state: statePath(folded.snapshot.value) }
}

function isNewer(machine: string): boolean {
  const [name, version] = machine.split('/')
  const [ourName, ourVersion] = machineVersion.split('/')
  return name !== ourName || Number(version) > Number(ourVersion)
}
