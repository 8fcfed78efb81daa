import fc from 'fast-check'
import { explain, type JournalRecord, project, replay, timeInStates, verify, whatIf } from 'halflife'
import { traces } from 'halflife/testing'
import { describe, expect, it } from 'vitest'
import { createUpcast, type Upcaster } from '../../../../src/services/journal/upcasting/create-upcast.ts'
import { chained, recorded } from '../recorded.ts'

/**
 * Two schemas that never were: -1 counted time in half milliseconds and called a state a place, 0 called it a
 * state but still counted halves. (A power of two: nothing is lost on the way there and back.)
 */
const steps = new Map<number, Upcaster>([
  [-1, ({ place, ...rest }) => ({ ...rest, state: place })],
  [0, ({ halves, ...rest }) => ({ ...rest, atMs: Number(halves) / 2 })],
])
const upcast = createUpcast(steps, 1)

const asOf = (schema: -1 | 0, { atMs, state, ...rest }: JournalRecord) =>
  ({
    schema,
    ...rest,
    halves: atMs * 2,
    ...(schema === -1 ? { place: state } : { state }),
  }) as unknown as JournalRecord

/** The first records are of the oldest schema, the next of the one after it, the last of today's. */
const aged = (records: readonly JournalRecord[], a: number, b: number) =>
  records.map((record, at) =>
    at < Math.min(a, b) ? asOf(-1, record) : at < Math.max(a, b) ? asOf(0, record) : record,
  )

describe('old records', () => {
  it('are read as today’s, step by step, by every reader', () =>
    fc.assert(
      fc.asyncProperty(traces(fc, { maxLength: 15 }), fc.nat(15), fc.nat(15), async (trace, a, b) => {
        const records = recorded(trace)
        const old = aged(records, a, b)
        const policy = trace.policy === 'kick' ? 'stay' : 'kick'
        expect((await replay(old, { upcast })).snapshot.context).toEqual(
          (await replay(records)).snapshot.context,
        )
        expect(await explain(old, Infinity, { upcast })).toEqual(await explain(records))
        expect(await project(old, timeInStates, { upcast })).toEqual(await project(records, timeInStates))
        expect((await whatIf(old, { policy, upcast })).count).toBe((await whatIf(records, { policy })).count)
      }),
      { numRuns: 50 },
    ))

  it('keep the hash of what was stored, and verify looks at that first', () =>
    fc.assert(
      fc.asyncProperty(traces(fc, { maxLength: 15 }), fc.nat(15), fc.nat(), async (trace, a, at) => {
        const stored = await chained(aged(recorded(trace), a, a + 2))
        expect(await verify(stored, { upcast })).toMatchObject({ ok: true, chain: 'unbroken' })
        const index = at % stored.length
        const damaged = stored.with(index, { ...(stored[index] as JournalRecord), recordedAtMs: 0 })
        expect((await verify(damaged, { upcast })).differences).toMatchObject([
          { kind: 'hash', version: index + 1 },
        ])
      }),
      { numRuns: 50 },
    ))

  it('are not touched if they are of today', () => {
    const record = { stream: 'a', version: 1 }
    expect(upcast(record)).toBe(record)
    expect(createUpcast(steps, 1)({ ...record, schema: 1 })).toEqual({ ...record, schema: 1 })
  })

  it('stay where they are in their stream, whatever a step says', () => {
    const lying = createUpcast(new Map([[0, (old) => ({ ...old, stream: 'another', version: 99 })]]), 1)
    expect(lying({ schema: 0, stream: 'a', version: 1 })).toMatchObject({
      stream: 'a',
      version: 1,
      schema: 1,
    })
  })

  it('are not changed by being read', () => {
    const old = Object.freeze({ schema: -1, stream: 'a', version: 1, place: 'valid.idle', halves: 2000 })
    expect(upcast(old)).toMatchObject({ state: 'valid.idle', atMs: 1000 })
  })
})

describe('records of a schema that this version does not know', () => {
  const [opened] = recorded({
    policy: 'stay',
    input: { token: { issuedAtMs: 0, expiresAtMs: 9 }, atMs: 0 },
    entries: [],
  })
  const of = (schema: unknown) => [{ ...opened, schema }] as unknown as JournalRecord[]

  it('are newer: every reader says so', async () => {
    const newer = { code: 'ERR_JOURNAL_NEWER' }
    await expect(replay(of(2))).rejects.toMatchObject(newer)
    await expect(explain(of(2))).rejects.toMatchObject(newer)
    await expect(whatIf(of(2), { policy: 'kick' })).rejects.toMatchObject(newer)
    await expect(project(of(2), timeInStates)).rejects.toMatchObject(newer)
  })

  it.each([0, -1, 0.5, 'one', null, Number.NaN])('or there never was such a schema: %s', async (schema) => {
    await expect(replay(of(schema))).rejects.toMatchObject({ code: 'ERR_JOURNAL_CORRUPT' })
  })
})
