import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { firstPrev, hashOf } from '../../services/journal/chain.ts'
import type { JournalRecord } from '../../services/journal/record.ts'
import { all, bare, type Check, inStream, lifeIn } from './stage.ts'

const stream = 'room-7/alice'
const life = lifeIn(stream, 12)
const slice = (from: number, to: number) => life.slice(from - 1, to)

/** Names that a store might take for one another, or stumble over. */
const oddNames = [
  'a',
  'A',
  'a ',
  'a/b',
  'a%',
  'a_',
  '*',
  "a'b",
  'a"b',
  'a\\b',
  'a\nb',
  'a\u0000b',
  '\u2028',
  'ä',
  'a\u0308',
  '👩‍🚀',
  '__proto__',
  'constructor',
  '1',
  '01',
  'x'.repeat(1000),
]

/** What `read` and `readAll` promise. */
export const reading: Readonly<Record<string, Check>> = {
  'a stream that nobody began has no records': async ({ journal }) => {
    deepStrictEqual(await all(journal.read('nobody')), [])
    deepStrictEqual(await all(journal.readAll()), [])
    await journal.append(stream, life, 0)
    deepStrictEqual(await all(journal.read('nobody')), [])
  },

  'read gives a range of versions, both ends included': async ({ journal }) => {
    await journal.append(stream, life, 0)
    const read = async (range: { fromVersion?: number; toVersion?: number }) =>
      bare(await all(journal.read(stream, range)))
    deepStrictEqual(await read({ fromVersion: 3 }), slice(3, 12))
    deepStrictEqual(await read({ toVersion: 4 }), slice(1, 4))
    deepStrictEqual(await read({ fromVersion: 5, toVersion: 5 }), slice(5, 5))
    deepStrictEqual(await read({ fromVersion: 11, toVersion: 99 }), slice(11, 12))
    deepStrictEqual(await read({ fromVersion: 13 }), [])
    deepStrictEqual(await read({ fromVersion: 6, toVersion: 5 }), [])
    deepStrictEqual(await read({ toVersion: 0 }), [])
  },

  'read stops after a moment, that moment included': async ({ journal }) => {
    const [, , third, fourth] = life as [JournalRecord, JournalRecord, JournalRecord, JournalRecord]
    // Two records of one moment, and a fraction of a millisecond.
    const together = {
      ...fourth,
      atMs: third.atMs,
      event: { ...fourth.event, atMs: third.atMs },
    } as JournalRecord
    const fifth = { ...life[4], atMs: third.atMs + 0.5, event: { ...life[4]?.event, atMs: third.atMs + 0.5 } }
    await journal.append(stream, [...slice(1, 3), together, fifth as JournalRecord, ...slice(6, 7)], 0)
    const versions = async (untilMs: number) =>
      (await all(journal.read(stream, { untilMs }))).map(({ version }) => version)
    deepStrictEqual(await versions(third.atMs), [1, 2, 3, 4])
    deepStrictEqual(await versions(third.atMs - 1), [1, 2])
    deepStrictEqual(await versions(third.atMs + 0.5), [1, 2, 3, 4, 5])
    deepStrictEqual(await versions(0), [])
    deepStrictEqual(await versions(Infinity), [1, 2, 3, 4, 5, 6, 7])
  },

  'streams are told apart by every character of their names': async ({ journal }) => {
    for (const [n, name] of oddNames.entries()) await journal.append(name, lifeIn(name, n + 1), 0)
    for (const [n, name] of oddNames.entries()) {
      deepStrictEqual(await inStream(journal, name), lifeIn(name, n + 1))
    }
  },

  'readAll gives all streams in the one order in which they were appended': async ({ journal }) => {
    const [alice, bob] = [lifeIn('alice', 4), lifeIn('bob', 4)]
    const order: JournalRecord[] = []
    for (const part of [alice.slice(0, 2), bob.slice(0, 1), alice.slice(2), bob.slice(1)]) {
      const [first] = part as [JournalRecord]
      await journal.append(first.stream, part, first.version - 1)
      order.push(...part)
    }
    deepStrictEqual(bare(await all(journal.readAll())), order)
  },

  'readAll goes on after any position, and finds what came since': async ({ journal }) => {
    await journal.append(stream, slice(1, 3), 0)
    await journal.append('bob', lifeIn('bob', 3), 0)
    const before = await all(journal.readAll())
    strictEqual(new Set(before.map(({ position }) => position)).size, 6)
    for (const [index, { position }] of before.entries()) {
      deepStrictEqual(await all(journal.readAll({ after: position })), before.slice(index + 1))
    }
    await journal.append(stream, slice(4, 5), 3)
    const { position } = before.at(-1) as { position: string }
    deepStrictEqual(bare(await all(journal.readAll({ after: position }))), slice(4, 5))
    deepStrictEqual((await all(journal.readAll())).slice(0, 6), before)
  },

  'a reader may stop early, and others write while it reads': async ({ journal }) => {
    const long = lifeIn(stream, 700)
    await journal.append(stream, long, 0)
    for await (const { version } of journal.read(stream)) if (version === 3) break
    let seen = 0
    for await (const { version } of journal.read(stream)) {
      strictEqual(version, ++seen)
      if (version === 2) await journal.append('bob', lifeIn('bob', 2), 0)
    }
    strictEqual(seen, 700)
  },

  'batches of a thousand are kept and read in order': async ({ journal }) => {
    const long = lifeIn(stream, 2500)
    for (let from = 0; from < 2500; from += 1000) {
      await journal.append(stream, long.slice(from, from + 1000), from)
    }
    deepStrictEqual(await inStream(journal, stream), long)
  },

  'a chain, where there is one, holds': async ({ journal }) => {
    await journal.append(stream, slice(1, 5), 0)
    await journal.append('bob', lifeIn('bob', 2), 0)
    await journal.append(stream, slice(6, 12), 5)
    let last = firstPrev
    for await (const record of journal.read(stream)) {
      if (record.hash === undefined) return
      strictEqual(record.prev, last)
      strictEqual(record.hash, await hashOf(record, last))
      last = record.hash
    }
    ok(last !== firstPrev)
  },
}
