import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict'
import type { Journal } from '../../services/journal/journal.ts'
import type { JournalRecord } from '../../services/journal/record.ts'
import { type Check, inStream, lifeIn } from './stage.ts'

const stream = 'room-7/alice'
const life = lifeIn(stream, 12)
const slice = (from: number, to: number) => life.slice(from - 1, to)
const noted = (record: JournalRecord | undefined): JournalRecord => ({
  ...(record as JournalRecord),
  recordedAtMs: 7,
})

const conflict = (expectedVersion: number, actualVersion: number) => ({
  name: 'VersionConflictError',
  code: 'ERR_VERSION_CONFLICT',
  stream,
  expectedVersion,
  actualVersion,
})

const holds = async (journal: Journal, records: readonly JournalRecord[]) =>
  deepStrictEqual(await inStream(journal, stream), records)

/** An object with its members in the opposite order, all the way down: the same JSON value. */
function turned<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(turned) as Value
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).reverse()
  return Object.fromEntries(members.map(([name, member]) => [name, turned(member)])) as Value
}

/** What `append` promises. */
export const writing: Readonly<Record<string, Check>> = {
  'append keeps every record as it was handed in, and says the last version': async ({ journal }) => {
    strictEqual(await journal.append(stream, slice(1, 1), 0), 1)
    strictEqual(await journal.append(stream, slice(2, 5), 1), 5)
    strictEqual(await journal.append(stream, slice(6, 12), 5), 12)
    await holds(journal, life)
  },

  'an append that expects another version is a conflict, and changes nothing': async ({ journal }) => {
    await rejects(journal.append(stream, slice(3, 4), 2), conflict(2, 0))
    await journal.append(stream, slice(1, 3), 0)
    await rejects(journal.append(stream, [noted(life[1])], 1), conflict(1, 3))
    await rejects(journal.append(stream, [noted(life[0])], 0), conflict(0, 3))
    await rejects(journal.append(stream, slice(6, 6), 5), conflict(5, 3))
    await holds(journal, slice(1, 3))
  },

  'an identical append that is repeated does nothing': async ({ journal }) => {
    await journal.append(stream, slice(1, 2), 0)
    await journal.append(stream, slice(3, 6), 2)
    strictEqual(await journal.append(stream, slice(3, 6), 2), 6)
    strictEqual(await journal.append(stream, slice(1, 2), 0), 6)
    strictEqual(await journal.append(stream, slice(4, 5), 3), 6)
    strictEqual(await journal.append(stream, turned(slice(3, 6)), 2), 6)
    await holds(journal, slice(1, 6))
  },

  'a repetition that differs, or goes further, is a conflict': async ({ journal }) => {
    await journal.append(stream, slice(1, 6), 0)
    await rejects(journal.append(stream, [...slice(3, 5), noted(life[5])], 2), conflict(2, 6))
    await rejects(journal.append(stream, slice(5, 7), 4), conflict(4, 6))
    await holds(journal, slice(1, 6))
  },

  'an append of nothing stores nothing': async ({ journal }) => {
    strictEqual(await journal.append(stream, [], 0), 0)
    await journal.append(stream, slice(1, 2), 0)
    strictEqual(await journal.append(stream, [], 2), 2)
    await rejects(journal.append(stream, [], 1), conflict(1, 2))
    await holds(journal, slice(1, 2))
  },

  'a batch is stored as a whole or not at all': async ({ journal }) => {
    const [first, second, third] = slice(1, 3) as [JournalRecord, JournalRecord, JournalRecord]
    const wrong: [code: string, records: JournalRecord[]][] = [
      ['ERR_JOURNAL_CORRUPT', [first, third]],
      ['ERR_JOURNAL_CORRUPT', [first, second, second]],
      ['ERR_JOURNAL_CORRUPT', [first, { ...second, stream: 'room-7/bob' }]],
      ['ERR_JOURNAL_CORRUPT', [first, { ...second, atMs: second.atMs + 1 }]],
      ['ERR_JOURNAL_CORRUPT', [first, { ...first, version: 2 }]],
      ['ERR_JOURNAL_CORRUPT', [{ ...second, version: 1 }]],
      [
        'ERR_EVENT',
        [first, { ...second, atMs: NaN, event: { ...second.event, atMs: NaN } } as JournalRecord],
      ],
      ['ERR_EVENT', [first, { ...second, event: { ...second.event, token: 'a secret' } } as never]],
      ['ERR_EVENT', [first, { ...second, type: 'x', event: { ...second.event, type: 'x' } } as never]],
    ]
    for (const [code, records] of wrong) await rejects(journal.append(stream, records, 0), { code })
    await holds(journal, [])
    strictEqual(await journal.append(stream, [first, second], 0), 2)
    await holds(journal, [first, second])
  },

  'of appends that race for one version, one wins': async ({ journal }) => {
    await journal.append(stream, slice(1, 1), 0)
    const rivals = Array.from({ length: 8 }, (_, n) => ({ ...(life[1] as JournalRecord), recordedAtMs: n }))
    const outcomes = await Promise.allSettled(rivals.map((rival) => journal.append(stream, [rival], 1)))
    const won = rivals.filter((_, n) => outcomes[n]?.status === 'fulfilled')
    strictEqual(won.length, 1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') strictEqual(outcome.reason.code, 'ERR_VERSION_CONFLICT')
    }
    await holds(journal, [...slice(1, 1), ...won])
  },

  'appends that do not wait for each other are made in their order': async ({ journal }) => {
    const versions = await Promise.all([
      journal.append(stream, slice(1, 2), 0),
      journal.append(stream, slice(3, 3), 2),
      journal.append(stream, slice(3, 3), 2),
      journal.append(stream, slice(4, 12), 3),
    ])
    deepStrictEqual(versions, [2, 3, 3, 12])
    await holds(journal, life)
  },

  'appends to many streams at once are all kept': async ({ journal }) => {
    const lives = Array.from({ length: 20 }, (_, n) => lifeIn(`room/${n}`, 3))
    await Promise.all(lives.map((records, n) => journal.append(`room/${n}`, records, 0)))
    for (const [n, records] of lives.entries()) deepStrictEqual(await inStream(journal, `room/${n}`), records)
  },

  'nobody changes history through an object they kept, or were given': async ({ journal }) => {
    const mine = structuredClone(slice(1, 2)) as { state: string; event: { atMs: number } }[]
    await journal.append(stream, mine as unknown as JournalRecord[], 0)
    for (const record of mine) record.event.atMs = 0
    for await (const record of journal.read(stream)) Object.assign(record.event, { atMs: 0 })
    for await (const record of journal.readAll()) Object.assign(record.event, { atMs: 0 })
    await holds(journal, slice(1, 2))
  },

  'a field that is undefined is a field that is not there': async ({ journal }) => {
    const [first, second] = slice(1, 2) as [JournalRecord, JournalRecord]
    const withHoles = { ...second, prev: undefined, hash: undefined } as unknown as JournalRecord
    await journal.append(stream, [first, withHoles], 0)
    strictEqual(await journal.append(stream, [first, second], 0), 2)
    const kept = JSON.parse(JSON.stringify(await inStream(journal, stream)))
    deepStrictEqual(kept, [first, second])
  },
}
