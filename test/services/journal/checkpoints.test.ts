import fc from 'fast-check'
import {
  createMemoryJournal,
  type Journal,
  type JournalRecord,
  machineVersion,
  replay,
  resumeSession,
} from 'halflife'
import { TestClock, traces } from 'halflife/testing'
import { describe, expect, it } from 'vitest'
import { checkpointAt } from '../../../src/services/journal/checkpoint.ts'
import { restore } from '../../../src/services/journal/restore.ts'
import { recorded } from './recorded.ts'

const stream = 'room-7/alice'

/** A journal that holds these records and, unless it is undefined, this checkpoint; and what was read of it. */
async function holding(records: readonly JournalRecord[], version?: number, snapshot?: unknown) {
  const journal = createMemoryJournal()
  await journal.append(stream, records, 0)
  if (version !== undefined)
    await journal.saveCheckpoint(stream, { version, machine: machineVersion, snapshot })
  const read: number[] = []
  const watched: Journal = {
    ...journal,
    async *read(...range) {
      for await (const record of journal.read(...range)) {
        read.push(record.version)
        yield record
      }
    },
  }
  return { journal: watched, read }
}

/** A history, and one of its records at which the machine lived. */
const lives = fc
  .tuple(traces(fc), fc.nat())
  .map(([trace, n]) => ({ records: recorded(trace, stream), n }))
  .map(({ records, n }) => ({
    records,
    version: 1 + (n % records.filter(({ state }) => state !== 'kicked').length),
  }))

describe('a stream with a checkpoint', () => {
  it('every-prefix-is-legal: checkpoint + tail = the whole, and nothing before the checkpoint is read', () =>
    fc.assert(
      fc.asyncProperty(lives, async ({ records, version }) => {
        const { snapshot } = await replay(records.slice(0, version))
        const kept = JSON.parse(JSON.stringify(checkpointAt(version, snapshot).snapshot))
        const { journal, read } = await holding(records, version, kept)
        const restored = await restore(journal, stream)
        const whole = await replay(records)
        expect(restored?.snapshot.value).toEqual(whole.snapshot.value)
        expect(restored?.snapshot.context).toEqual(whole.snapshot.context)
        expect(restored?.snapshot.status).toBe(whole.snapshot.status)
        expect(restored?.last.version).toBe(records.length)
        expect(restored?.discarded).toBeUndefined()
        expect(Math.min(...read)).toBe(version)
      }),
      { numRuns: 200 },
    ))

  it('whose checkpoint does not fit is replayed from its beginning, and says so', () =>
    fc.assert(
      fc.asyncProperty(lives, fc.nat(), async ({ records, version }, n) => {
        const { value, context } = (await replay(records.slice(0, version))).snapshot
        const { lastAttempt: _, ...lacking } = context
        const damaged = [
          'another thing',
          null,
          { value, context: lacking },
          { value, context: { ...context, more: 1 } },
          { value, context: { ...context, generation: '0' } },
          { value, context: { ...context, atMs: (records.at(version - 1)?.atMs ?? 0) + 1 } },
          { value: { valid: 'asleep' }, context },
          { value: 'kicked', context },
        ]
        const { journal } = await holding(records, version, damaged[n % damaged.length])
        const restored = await restore(journal, stream)
        expect(restored?.discarded).toBe(version)
        expect(restored?.snapshot.context).toEqual((await replay(records)).snapshot.context)
      }),
      { numRuns: 200 },
    ))

  it('of a version that the stream has not come to, is replayed from its beginning', async () => {
    const [trace] = fc.sample(traces(fc), { numRuns: 1, seed: 1 })
    const records = recorded(trace as never, stream)
    const { snapshot } = await replay(records.slice(0, 1))
    const { journal } = await holding(records, records.length + 1, checkpointAt(1, snapshot).snapshot)
    expect(await restore(journal, stream)).toMatchObject({ discarded: records.length + 1 })
  })
})

describe('a session that is resumed', () => {
  const opened = { token: { issuedAtMs: 0, expiresAtMs: 1e9 }, atMs: 0 }
  const comings = Array.from({ length: 1200 }, (_, n) => ({
    event: { type: n % 2 ? ('conference.left' as const) : ('conference.joined' as const), atMs: n },
    facts: [],
    state: 'valid.idle',
  }))
  const long = recorded({ policy: 'stay', input: opened, entries: comings } as never, stream)
  const options = { refresh: () => '', stream, clock: new TestClock(1200), token: null }

  it('leaves a checkpoint after 1,000 records, so that the next one reads only what came since', async () => {
    const { journal, read } = await holding(long)
    await (await resumeSession({ ...options, journal })).close()
    expect(read.splice(0)).toHaveLength(1201)
    await (await resumeSession({ ...options, journal })).close()
    expect(Math.min(...read)).toBe(1201)
  })

  it('says that it had to throw a checkpoint away, and lives', async () => {
    const { journal } = await holding(long, 700, 'another thing')
    const session = await resumeSession({ ...options, journal })
    const said: unknown[] = []
    session.on('checkpoint.discarded', (event) => said.push(event))
    await Promise.resolve()
    expect(said).toEqual([{ type: 'checkpoint.discarded', atMs: 1200, version: 700 }])
    expect(session.state).toBe('valid')
    await session.close()
  })
})
