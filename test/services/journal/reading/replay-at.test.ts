import fc from 'fast-check'
import { type JournalRecord, replay, replayAt } from 'halflife'
import { traces } from 'halflife/testing'
import { describe, expect, it } from 'vitest'
import { recorded } from '../recorded.ts'

describe('time travel', () => {
  it('comes to what the records until then come to, that moment included', () =>
    fc.assert(
      fc.asyncProperty(
        traces(fc),
        fc.nat(100),
        fc.integer({ min: 0, max: 2 }),
        async (trace, part, lateMs) => {
          const records = recorded(trace)
          const at = records[Math.round(((records.length - 1) * part) / 100)]
          const atMs = (at?.atMs ?? 0) + lateMs
          const until = records.filter((record) => record.atMs <= atMs)
          const [travelled, prefix] = [await replayAt(records, atMs), await replay(until)]
          expect(travelled.version).toBe(until.length)
          expect(travelled.state).toBe(until.at(-1)?.state)
          expect(travelled.snapshot.context).toEqual(prefix.snapshot.context)
        },
      ),
    ))

  it('reads no further, and says so to who gives the records', async () => {
    const records = recorded({
      policy: 'stay',
      input: { token: { issuedAtMs: 0, expiresAtMs: 60_000 }, atMs: 0 },
      entries: [
        { event: { type: 'conference.joined', atMs: 5 }, facts: [], state: 'valid.idle' },
        { event: { type: 'conference.left', atMs: 6 }, facts: [], state: 'valid.idle' },
      ],
    })
    let isReleased = false
    async function* given(): AsyncGenerator<JournalRecord> {
      try {
        yield* records
        throw new Error('it read on')
      } finally {
        isReleased = true
      }
    }
    expect(await replayAt(given(), 5)).toMatchObject({ version: 2 })
    expect(isReleased).toBe(true)
  })

  it('finds nothing before the beginning', async () => {
    const records = recorded({
      policy: 'kick',
      input: { token: { issuedAtMs: 0, expiresAtMs: 9 }, atMs: 5 },
      entries: [],
    })
    await expect(replayAt(records, 4)).rejects.toMatchObject({ code: 'ERR_STREAM_NOT_FOUND' })
    await expect(replay([])).rejects.toMatchObject({ code: 'ERR_STREAM_NOT_FOUND' })
  })
})

describe('a history that cannot have happened', () => {
  const opened = () => {
    const [record] = recorded({
      policy: 'stay',
      input: { token: { issuedAtMs: 0, expiresAtMs: 9 }, atMs: 0 },
      entries: [],
    })
    return record as JournalRecord
  }
  const joined = (rest: object = {}): JournalRecord => {
    const event = { type: 'conference.joined' as const, atMs: 1 }
    return { ...opened(), version: 2, ...event, event, ...rest }
  }

  it.each<[string, unknown[]]>([
    ['a gap', [opened(), joined({ version: 3 })]],
    ['a duplicate', [opened(), joined(), joined()]],
    ['no beginning', [joined({ version: 1 })]],
    ['a second beginning', [opened(), { ...opened(), version: 2 }]],
    ['a record of another stream', [opened(), joined({ stream: 'another' })]],
    ['another policy', [opened(), joined({ policy: 'kick' })]],
    ['a type that is not that of its event', [opened(), joined({ type: 'conference.left' })]],
    ['an event nobody knows', [opened(), joined({ type: 'x', event: { type: 'x', atMs: 1 } })]],
    ['an event without a time', [opened(), joined({ event: { type: 'conference.joined' } })]],
    ['a fact nobody knows', [opened(), joined({ facts: [{ type: 'x', atMs: 1 }] })]],
    ['no record', [opened(), null]],
    ['a machine without a number', [opened(), joined({ machine: 'halflife.token/x' })]],
  ])('is refused: %s', async (_, records) => {
    await expect(replay(records as JournalRecord[])).rejects.toMatchObject({ code: 'ERR_JOURNAL_CORRUPT' })
  })

  it.each(['halflife.token/2', 'another.machine/1'])(
    'is not guessed at: it was decided by %s',
    async (machine) => {
      await expect(replay([opened(), joined({ machine })])).rejects.toMatchObject({
        code: 'ERR_JOURNAL_NEWER',
      })
    },
  )
})
