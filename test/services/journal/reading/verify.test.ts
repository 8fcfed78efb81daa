import fc from 'fast-check'
import { type JournalRecord, verify, verifyAll } from 'halflife'
import { traces } from 'halflife/testing'
import { describe, expect, it } from 'vitest'
import { all, chained, recorded } from '../recorded.ts'
import { damages } from './damage.ts'

const runs = { numRuns: 150 }
const kinds = ({ differences }: { differences: readonly { kind: string }[] }) =>
  differences.map(({ kind }) => kind)

describe('verify', () => {
  it('finds nothing in a history as it was recorded, chained or not', () =>
    fc.assert(
      fc.asyncProperty(traces(fc), async (trace) => {
        const records = recorded(trace)
        const nothing = { ok: true, records: records.length, count: 0, differences: [] }
        expect(await verify(records)).toEqual({ ...nothing, chain: 'absent', head: undefined })
        const stored = await chained(records)
        const last = stored.at(-1)
        expect(await verify(stored)).toEqual({
          ...nothing,
          chain: 'unbroken',
          head: { version: last?.version, hash: last?.hash },
        })
      }),
      { numRuns: 50 },
    ))

  it('catches any record changed, removed, inserted or swapped', () =>
    fc.assert(
      fc.asyncProperty(traces(fc, { maxLength: 20 }), damages, async (trace, damage) => {
        const stored = await chained(recorded(trace))
        const last = stored.at(-1)
        const damaged = damage(structuredClone(stored))
        fc.pre(JSON.stringify(damaged) !== JSON.stringify(stored))
        const head = { version: last?.version ?? 0, hash: last?.hash ?? '' }
        expect((await verify(damaged, { head })).ok).toBe(false)
      }),
      { numRuns: 500 },
    ))

  it('names the first record that is not as it was', () =>
    fc.assert(
      fc.asyncProperty(traces(fc, { maxLength: 20 }), fc.nat(), async (trace, seed) => {
        const stored = await chained(recorded(trace))
        const index = seed % stored.length
        const damaged = stored.map((record, at) => (at === index ? { ...record, recordedAtMs: -1 } : record))
        expect((await verify(damaged)).differences).toMatchObject([{ kind: 'hash', version: index + 1 }])
      }),
      runs,
    ))

  it('catches, without any hash, a decision that is not the machine’s', () =>
    fc.assert(
      fc.asyncProperty(traces(fc), fc.nat(), async (trace, seed) => {
        const records = recorded(trace)
        const index = seed % records.length
        const at = records[index] as JournalRecord
        const fact = { type: 'participant.kicked' as const, atMs: at.atMs, generation: 99 }
        const facts = records.with(index, { ...at, facts: [...at.facts, fact] })
        expect(kinds(await verify(facts))).toEqual(['facts'])
        const state = records.with(index, { ...at, state: 'asleep' })
        expect(kinds(await verify(state))).toEqual(['state'])
      }),
      runs,
    ))

  it('catches, without any hash, that a deadline was passed over', async () => {
    const [opened, joined] = recorded({
      policy: 'kick',
      input: { token: { issuedAtMs: 0, expiresAtMs: 60_000 }, atMs: 0 },
      entries: [{ event: { type: 'conference.joined', atMs: 30_000 }, facts: [], state: 'valid.idle' }],
    })
    const { differences } = await verify([opened, joined] as JournalRecord[])
    expect(differences).toEqual([
      {
        stream: 'room-7/alice',
        version: 2,
        kind: 'due',
        recorded: 'conference.joined',
        decided: { type: 'deadline.reached', deadlineMs: 30_000 },
      },
    ])
  })

  it('catches, without any hash, a gap, a repetition and a stranger', async () => {
    const records = recorded({
      policy: 'stay',
      input: { token: { issuedAtMs: 0, expiresAtMs: 60_000 }, atMs: 0 },
      entries: Array.from({ length: 3 }, (_, atMs) => ({
        event: { type: 'conference.joined' as const, atMs },
        facts: [],
        state: 'valid.idle',
      })),
    })
    const [, , third] = records as [JournalRecord, JournalRecord, JournalRecord, JournalRecord]
    expect(kinds(await verify(records.toSpliced(2, 1)))).toEqual(['version'])
    expect(kinds(await verify(records.toSpliced(2, 0, third)))).toEqual(['version'])
    expect(kinds(await verify(records.with(2, { ...third, stream: 'another' })))).toEqual(['stream'])
    expect(kinds(await verify(records.with(2, { ...third, policy: 'kick' })))).toEqual(['policy'])
  })

  it('catches what follows the end, and time that runs back', async () => {
    const kicked: JournalRecord[] = recorded({
      policy: 'kick',
      input: { token: { issuedAtMs: 0, expiresAtMs: 60_000 }, atMs: 9 },
      entries: [
        {
          event: { type: 'conference.ejected', atMs: 9 },
          facts: [{ type: 'participant.kicked', atMs: 9, generation: 0 }],
          state: 'kicked',
        },
      ],
    })
    const then = (version: number, type: 'session.closed' | 'conference.left', atMs = 9): JournalRecord => ({
      ...(kicked[1] as JournalRecord),
      version,
      type,
      atMs,
      event: { type, atMs },
      facts: [],
    })
    expect(await verify([...kicked, then(3, 'session.closed')])).toMatchObject({ ok: true })
    expect(kinds(await verify([...kicked, then(3, 'session.closed', 8)]))).toEqual(['time'])
    expect(kinds(await verify([...kicked, then(3, 'conference.left')]))).toEqual(['end'])
    const closedTwice = [...kicked, then(3, 'session.closed'), then(4, 'session.closed')]
    expect(kinds(await verify(closedTwice))).toEqual(['end'])
  })

  it('needs the head, kept elsewhere, to see a stream cut short', () =>
    fc.assert(
      fc.asyncProperty(traces(fc, { maxLength: 10 }), async (trace) => {
        const stored = await chained(recorded(trace))
        fc.pre(stored.length > 1)
        const { head } = await verify(stored)
        const cut = stored.slice(0, -1)
        expect(await verify(cut)).toMatchObject({ ok: true })
        expect(kinds(await verify(cut, head && { head }))).toEqual(['head'])
        expect(await verify(stored, head && { head })).toMatchObject({ ok: true })
      }),
      { numRuns: 30 },
    ))

  it('tells so many differences, and counts them all', async () => {
    const records = recorded({
      policy: 'stay',
      input: { token: { issuedAtMs: 0, expiresAtMs: 60_000 }, atMs: 0 },
      entries: Array.from({ length: 20 }, () => ({
        event: { type: 'conference.joined' as const, atMs: 0 },
        facts: [],
        state: 'nowhere',
      })),
    })
    const { count, differences } = await verify(records, { limit: 5 })
    expect([count, differences.length]).toEqual([20, 5])
  })

  it('goes on whatever it is given, and holds none of it against itself', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.anything(), { minLength: 1 }), async (garbage) => {
        expect((await verify(garbage as JournalRecord[])).ok).toBe(false)
        expect((await verifyAll(garbage as JournalRecord[])).ok).toBe(false)
      }),
      runs,
    ))

  it('does not judge what a later version wrote, and does not pass it either', async () => {
    const records = recorded({
      policy: 'stay',
      input: { token: { issuedAtMs: 0, expiresAtMs: 60_000 }, atMs: 0 },
      entries: [{ event: { type: 'conference.joined', atMs: 0 }, facts: [], state: 'valid.idle' }],
    })
    const [opened, joined] = records as [JournalRecord, JournalRecord]
    expect(kinds(await verify([opened, { ...joined, machine: 'halflife.token/2' }]))).toEqual(['machine'])
    expect(kinds(await verify([{ ...opened, schema: 2 }, joined]))).toEqual(['schema'])
  })
})

describe('verifyAll', () => {
  it('checks many streams at once, each by itself', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(traces(fc, { maxLength: 8 }), { minLength: 1, maxLength: 4 }),
        async (many) => {
          const streams = await Promise.all(many.map((trace, at) => chained(recorded(trace, `stream-${at}`))))
          const mixed = await all(inTurns(streams))
          const count = mixed.length
          expect(
            await verifyAll(mixed.map((record, at) => ({ ...record, position: String(at) }))),
          ).toMatchObject({
            ok: true,
            chain: 'unbroken',
            streams: many.length,
            records: count,
          })
          const [first] = mixed
          if (!first) return
          expect(await verifyAll([{ ...first, policy: 'other' as never }, ...mixed.slice(1)])).toMatchObject({
            ok: false,
            chain: 'broken',
          })
        },
      ),
      { numRuns: 50 },
    ))

  it('says when some streams have hashes, and others have none', async () => {
    const bare = (stream: string) =>
      recorded(
        { policy: 'stay', input: { token: { issuedAtMs: 0, expiresAtMs: 9 }, atMs: 0 }, entries: [] },
        stream,
      )
    expect(await verifyAll([...(await chained(bare('a'))), ...bare('b')])).toMatchObject({
      ok: true,
      chain: 'partial',
    })
    expect(await verifyAll([...bare('a'), ...bare('b')])).toMatchObject({ ok: true, chain: 'absent' })
  })
})

/** One record of each stream after the other. */
function* inTurns(streams: readonly (readonly JournalRecord[])[]): Iterable<JournalRecord> {
  for (let index = 0; streams.some(({ length }) => index < length); index++) {
    for (const records of streams) {
      const record = records[index]
      if (record) yield record
    }
  }
}
