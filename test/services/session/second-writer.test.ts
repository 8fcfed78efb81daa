import {
  createMemoryJournal,
  type JournalRecord,
  replay,
  resumeSession,
  VersionConflictError,
} from 'halflife'
import { describe, expect, it, onTestFinished } from 'vitest'
import { callback, type Options, opaque, open, rejection, startMs, types } from './setting.ts'

const stream = 'room/alice'

/** A session, and another process that has resumed its stream, and has written to it. */
async function overtaken(options: Options = {}) {
  const journal = createMemoryJournal()
  const slow = open({ journal, stream, ...options })
  await slow.session.flush()
  const { refresh } = callback(slow.clock)
  const fast = await resumeSession({ journal, stream, clock: slow.clock, token: opaque('token-1'), refresh })
  onTestFinished(() => fast.close())
  await fast.flush()
  const records = async () => {
    const all: JournalRecord[] = []
    for await (const record of journal.read(stream)) all.push(record)
    return all
  }
  return { ...slow, fast, journal, records }
}

describe('a session that finds another writer on its stream', () => {
  it('records no more, says so once, and keeps its token alive', async () => {
    const { session, clock, call, calls, heard, records } = await overtaken()
    const before = (await records()).length
    session.joinedConference()
    await clock.settle()
    expect(heard.at(-1)).toMatchObject({
      type: 'journal.fenced',
      atMs: startMs,
      error: { code: 'ERR_VERSION_CONFLICT' },
    })
    expect(session.token()).toBe('token-0')
    clock.advance(30_000)
    await call(calls[0]?.attempt ?? 0).answer(opaque('token-2'))
    expect(session.token()).toBe('token-2')
    session.leftConference()
    await clock.settle()
    expect(session.journalLag).toBe(0)
    expect(types(heard).filter((type) => type.startsWith('journal'))).toEqual(['journal.fenced'])
    const after = await records()
    expect(after.slice(0, before).length).toBe(before)
    expect(types(after)).not.toContain('conference.joined')
    expect((await replay(after)).version).toBe(after.length)
  })

  it('rejects flush() with the conflict; close() is quiet, and writes nothing', async () => {
    const { session, records } = await overtaken()
    session.joinedConference()
    const error = await rejection(session.flush())
    expect(error).toBeInstanceOf(VersionConflictError)
    expect(error).toMatchObject({ code: 'ERR_VERSION_CONFLICT', message: expect.stringContaining(stream) })
    await session.close()
    expect(types(await records())).not.toContain('session.closed')
  })

  it('rejects nobody who waits for a token', async () => {
    const { session, clock, call, heard } = await overtaken()
    const next = session.refreshNow()
    await clock.settle()
    expect(types(heard)).toContain('journal.fenced')
    await call(1).answer(opaque('token-2'))
    expect(await next).toBe('token-2')
  })

  it("closes itself with onConflict 'close', after it has said why", async () => {
    const { session, clock, heard } = await overtaken({ onConflict: 'close' })
    session.joinedConference()
    await clock.settle()
    expect(types(heard)).toEqual(['journal.fenced'])
    expect(() => session.token()).toThrow(expect.objectContaining({ code: 'ERR_SESSION_CLOSED' }))
  })

  it('does not touch the other: that one goes on', async () => {
    const { session, fast, clock, records } = await overtaken()
    session.joinedConference()
    await clock.settle()
    fast.joinedConference()
    await fast.flush()
    expect((await records()).at(-1)?.type).toBe('conference.joined')
    expect(fast.token()).toBe('token-1')
  })
})

describe('a session opened on a stream that exists', () => {
  const second = async (options: Options = {}) => {
    const journal = createMemoryJournal()
    const first = open({ journal, stream })
    await first.session.flush()
    first.clock.advance(1)
    return { ...open({ journal, stream, clock: first.clock, ...options }), journal }
  }

  it('says so, rejects what was awaited, and leaves the stream as it is', async () => {
    const { session, clock, heard, journal } = await second({ token: null })
    const awaited = rejection(session.freshToken())
    await clock.settle()
    expect(await awaited).toMatchObject({
      code: 'ERR_STREAM_EXISTS',
      message: expect.stringMatching(/room\/alice.*resume/),
    })
    expect(heard.find(({ type }) => type === 'journal.failed')).toMatchObject({
      error: { code: 'ERR_STREAM_EXISTS' },
    })
    expect(types(heard)).not.toContain('journal.fenced')
    expect(await rejection(session.flush())).toMatchObject({ code: 'ERR_STREAM_EXISTS' })
    const records = []
    for await (const record of journal.read(stream)) records.push(record)
    expect(types(records)).toEqual(['session.opened'])
  })

  it('keeps its token alive all the same, unless told to close', async () => {
    const { session, clock } = await second()
    await clock.settle()
    expect(session.token()).toBe('token-0')
    expect(session.journalLag).toBe(0)
    const other = await second({ onConflict: 'close' })
    await other.clock.settle()
    expect(() => other.session.token()).toThrow(expect.objectContaining({ code: 'ERR_SESSION_CLOSED' }))
  })
})

describe('a history that cannot be replayed', () => {
  const history = async () => {
    const journal = createMemoryJournal()
    const { session, clock } = open({ journal, stream })
    session.joinedConference()
    clock.advance(45_000)
    await session.close()
    const records: JournalRecord[] = []
    for await (const record of journal.read(stream)) records.push(record)
    return records as [JournalRecord, JournalRecord, JournalRecord, JournalRecord, JournalRecord]
  }

  it('has a gap, a duplicate, no beginning, or two: it says where', async () => {
    const [first, second, third, fourth] = await history()
    const wrong: [JournalRecord[], RegExp][] = [
      [[first, third], /room\/alice.*\b3\b/],
      [[first, second, second], /room\/alice.*\b2\b/],
      [[first, third, second], /room\/alice.*\b3\b/],
      [[second, third], /room\/alice.*\b2\b/],
      [[{ ...second, version: 1 }], /room\/alice.*\b1\b/],
      [[first, { ...first, version: 2 }], /room\/alice.*\b2\b/],
      [[first, second, third, { ...fourth, version: 5 }], /room\/alice.*\b5\b/],
    ]
    for (const [records, says] of wrong) {
      const error = await rejection(replay(records))
      expect(error).toMatchObject({ code: 'ERR_JOURNAL_CORRUPT', message: expect.stringMatching(says) })
    }
  })

  it('was decided by a newer machine, or by another one', async () => {
    const [first, second] = await history()
    for (const machine of ['halflife.token/2', 'halflife.token/10', 'another.machine/1']) {
      const error = await rejection(replay([first, { ...second, machine }]))
      expect(error).toMatchObject({ code: 'ERR_JOURNAL_NEWER', message: expect.stringContaining(machine) })
    }
  })

  it('is none at all', async () => {
    expect(await rejection(replay([]))).toMatchObject({ code: 'ERR_STREAM_NOT_FOUND' })
  })

  it('is not resumed either', async () => {
    const [first, , third] = await history()
    const journal = {
      ...createMemoryJournal(),
      async *read() {
        yield first
        yield third
      },
    }
    const error = await rejection(resumeSession({ journal, stream, refresh: () => opaque('x') }))
    expect(error).toMatchObject({ code: 'ERR_JOURNAL_CORRUPT' })
  })
})

describe('the journal in memory', () => {
  it('refuses records of another stream, out of order, or at another version', async () => {
    const journal = createMemoryJournal()
    const source = open({ journal, stream })
    source.session.joinedConference()
    await source.session.flush()
    const records: JournalRecord[] = []
    for await (const record of journal.read(stream)) records.push(record)
    const [first, second] = records as [JournalRecord, JournalRecord]
    const other = createMemoryJournal()
    expect(await rejection(other.append('elsewhere', [first], 0))).toMatchObject({
      code: 'ERR_JOURNAL_CORRUPT',
    })
    expect(await rejection(other.append(stream, [second], 0))).toMatchObject({ code: 'ERR_JOURNAL_CORRUPT' })
    expect(await rejection(other.append(stream, [first, first], 0))).toMatchObject({
      code: 'ERR_JOURNAL_CORRUPT',
    })
    expect(await rejection(other.append(stream, [second], 1))).toMatchObject({ code: 'ERR_VERSION_CONFLICT' })
    expect(await other.append(stream, [first, second], 0)).toBe(2)
    expect(await other.append(stream, [first, second], 0)).toBe(2)
    const different = { ...second, recordedAtMs: second.recordedAtMs + 1 }
    expect(await rejection(other.append(stream, [first, different], 0))).toMatchObject({
      code: 'ERR_VERSION_CONFLICT',
    })
  })

  it('gives nobody a way to change its history', async () => {
    const journal = createMemoryJournal()
    const { session } = open({ journal, stream })
    await session.flush()
    for await (const record of journal.read(stream)) Object.assign(record, { policy: 'kick', version: 9 })
    for await (const record of journal.read(stream))
      expect(record).toMatchObject({ policy: 'stay', version: 1 })
  })
})
