import { firstPrev, hashOf, type JournalRecord, machineVersion, type Records } from 'halflife'
import type { Trace } from 'halflife/testing'

/** A history as a session would have recorded it. */
export function recorded({ policy, input, entries }: Trace, stream = 'room-7/alice'): JournalRecord[] {
  const opened = { type: 'session.opened' as const, atMs: input.atMs, input }
  return [{ event: opened, facts: [], state: 'valid.idle' }, ...entries].map(
    ({ event, facts, state }, index) => ({
      stream,
      version: index + 1,
      atMs: event.atMs,
      type: event.type,
      event,
      facts,
      state,
      machine: machineVersion,
      policy,
      recordedAtMs: event.atMs,
    }),
  )
}

/** The records of one stream as a durable store keeps them: each with its place in the chain. */
export async function chained(records: Records): Promise<JournalRecord[]> {
  const stored: JournalRecord[] = []
  let prev = firstPrev
  for await (const record of records) {
    const hash = await hashOf(record, prev)
    stored.push({ ...record, prev, hash })
    prev = hash
  }
  return stored
}

export async function all<Thing>(things: Iterable<Thing> | AsyncIterable<Thing>): Promise<Thing[]> {
  const collected: Thing[] = []
  for await (const thing of things) collected.push(thing)
  return collected
}
