import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import {
  attemptsByStage,
  explain,
  exportJsonl,
  importJsonl,
  type JournalRecord,
  kicks,
  machineVersion,
  project,
  refreshLatency,
  replay,
  stayMachine,
  timeInStates,
  timerLateness,
  toCloudEvents,
  together,
  verify,
  whatIf,
} from 'halflife'
import { describe, expect, it } from 'vitest'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const count = 12_000

/** An outage without end: the token is long dead, and attempt after attempt fails. */
function* outage(): Iterable<JournalRecord> {
  const rest = { stream: 'outage', machine: machineVersion, policy: 'stay' as const, recordedAtMs: 0 }
  const record = (
    version: number,
    event: JournalRecord['event'],
    facts: JournalRecord['facts'],
    state: string,
  ) => ({
    ...rest,
    version,
    atMs: event.atMs,
    type: event.type,
    event,
    facts,
    state,
  })
  const input = { token: { issuedAtMs: 0, expiresAtMs: 0 }, atMs: 0 }
  yield record(1, { type: 'session.opened', atMs: 0, input }, [], 'valid.idle')
  for (let attempt = 1; attempt * 2 < count; attempt++) {
    const atMs = attempt * 1000
    const stage = attempt === 1 ? 'expiry' : 'retry'
    const requested = { type: 'refresh.requested', atMs, attempt, stage, isExpired: true } as const
    const expired = { type: 'token.expired', atMs, generation: 0 } as const
    const facts = attempt === 1 ? [expired, requested] : [requested]
    yield record(attempt * 2, { type: 'deadline.reached', atMs }, facts, 'expired.requesting')
    const failed = {
      type: 'refresh.failed',
      atMs: atMs + 10,
      attempt,
      reason: 'threw',
      retryAtMs: atMs + 1000,
    } as const
    yield record(attempt * 2 + 1, failed, [], 'expired.idle')
  }
}

/** A machine that never tries again. */
const obstinate = stayMachine.provide({ guards: { isRetryDue: () => false } })

/** How much the heap has grown at its highest, of what is not garbage. */
async function growthOf(read: (records: Iterable<JournalRecord>) => Promise<unknown>): Promise<number> {
  let highest = 0
  collectGarbage()
  const before = process.memoryUsage().heapUsed
  function* watched() {
    for (const record of outage()) {
      if (record.version % 3_000 === 0) {
        collectGarbage()
        highest = Math.max(highest, process.memoryUsage().heapUsed - before)
      }
      yield record
    }
  }
  await read(watched())
  return highest
}

async function drained(things: AsyncIterable<unknown>) {
  let n = 0
  for await (const _ of things) n++
  return n
}

const readers: Record<string, (records: Iterable<JournalRecord>) => Promise<unknown>> = {
  replay: (records) => replay(records),
  verify: async (records) => expect(await verify(records)).toMatchObject({ ok: true }),
  'verify, though every record differs': (records) => verify(records, { limit: 10, machine: obstinate }),
  whatIf: (records) => whatIf(records, { policy: 'kick' }),
  explain: (records) => explain(records),
  project: (records) =>
    project(records, together({ attemptsByStage, kicks, refreshLatency, timeInStates, timerLateness })),
  'export, import and CloudEvents': (records) => drained(toCloudEvents(importJsonl(exportJsonl(records)))),
}

describe('a stream of any length is read in the same memory', () => {
  it.each(Object.entries(readers))('%s', async (_, read) => {
    expect(await growthOf(read)).toBeLessThan(4_000_000)
  })

  it('and explained in as many words', async () => {
    const { paragraph, records, leftOut } = await explain(outage())
    expect(paragraph.length).toBeLessThan(1_500)
    expect(paragraph).toContain('5999 attempts were made to replace it; the last six: attempt 5994')
    expect(records.length + leftOut).toBe(count - 1)
  })
})
