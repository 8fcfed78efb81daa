import { machineVersion } from '../../machines/token-machine.ts'
import type { Journal } from '../../services/journal/journal.ts'
import type { JournalRecord, RecordedEvent } from '../../services/journal/record.ts'
import { type Decider, step } from '../deciders/decider.ts'
import { machineDecider } from '../deciders/machine-decider.ts'

/** A journal that is put to the test: new, and empty. */
export interface JournalUnderTest {
  readonly journal: Journal
  /** Opens the same place once more, after the journal was closed. Only for journals that outlast their process. */
  readonly reopen?: () => Journal | Promise<Journal>
  /** Cleans up, once the promise is checked. */
  readonly dispose?: () => void | Promise<void>
}

/** One thing that a journal promises. */
export interface JournalPromise {
  readonly name: string
  /** Rejects with an AssertionError if the promise is broken. */
  run(): Promise<void>
}

/** Checks one promise on a journal. */
export type Check = (place: Stage) => Promise<void>

/** What a check works with. */
export interface Stage {
  readonly journal: Journal
  readonly reopen: (() => Promise<Journal>) | undefined
}

const startMs = 1_800_000_000_000

/**
 * A life as it is recorded, of any length: a token of one minute, attempts demanded and failing, a second apart.
 * Every fact and state in it is what the machine decides, so that it can be replayed.
 *
 * @param length how many records
 */
export function lifeIn(stream: string, length: number): JournalRecord[] {
  const input = { token: { issuedAtMs: startMs, expiresAtMs: startMs + 10_000_000_000 }, atMs: startMs }
  const opened: RecordedEvent = { type: 'session.opened', atMs: startMs, input }
  const records = [recordOf(stream, 1, opened, [], 'valid.idle')]
  let state = machineDecider.initial({ policy: 'stay', input })
  const decider: Decider<typeof state> = machineDecider
  for (let version = 2; version <= length; version++) {
    const atMs = startMs + version * 1000
    const attempt = Math.floor(version / 2)
    const next = step(
      decider,
      state,
      version % 2 === 0
        ? { type: 'refresh.demanded', atMs }
        : { type: 'refresh.failed', atMs, attempt: attempt, reason: 'threw', error: { name: 'TypeError' } },
    )
    state = next.state
    records.push(recordOf(stream, version, next.entry.event, next.entry.facts, next.entry.state))
  }
  return records
}

function recordOf(
  stream: string,
  version: number,
  event: RecordedEvent,
  facts: JournalRecord['facts'],
  state: string,
): JournalRecord {
  const { type, atMs } = event
  const machine = machineVersion
  return {
    stream,
    version,
    atMs,
    type,
    event,
    facts,
    state,
    machine,
    policy: 'stay',
    recordedAtMs: atMs + 1,
  }
}

/** All of an async iterable. */
export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const array: Item[] = []
  for await (const item of items) array.push(item)
  return array
}

/** Records as they were handed in: without what stores add. */
export const bare = (records: readonly JournalRecord[]): JournalRecord[] =>
  records.map((record) => {
    const { prev: _, hash: __, position: ___, ...rest } = record as JournalRecord & { position?: string }
    return rest
  })

/** What is in a stream, as it was handed in. */
export const inStream = async (journal: Journal, stream: string): Promise<JournalRecord[]> =>
  bare(await all(journal.read(stream)))
