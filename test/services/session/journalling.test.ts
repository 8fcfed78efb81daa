import { createMemoryJournal, exportJsonl, type Journal, type JournalRecord, replay } from 'halflife'
import { describe, expect, it } from 'vitest'
import { type Options, opaque, open, rejection, startMs, types } from './setting.ts'

const stream = 'room/alice'

async function recordsOf(journal: Journal): Promise<JournalRecord[]> {
  const records: JournalRecord[] = []
  for await (const record of journal.read(stream)) records.push(record)
  return records
}

/** A journal that can go down, and that may lose the answer to a write that it did. */
function shaky(options: Options = {}) {
  const journal = createMemoryJournal()
  const it = {
    journal,
    isDown: false,
    losesAnswer: false,
    writes: 0,
    append: async (...args: Parameters<Journal['append']>) => {
      it.writes++
      if (it.isDown) throw Object.assign(new Error('disk full'), { code: 'ENOSPC' })
      const version = await journal.append(...args)
      if (!it.losesAnswer) return version
      it.losesAnswer = false
      throw new Error('connection reset')
    },
  }
  const facade: Journal = { ...journal, append: it.append }
  return { ...open({ journal: facade, stream, token: opaque('token-0', 3600), ...options }), it }
}

const gapless = (records: readonly JournalRecord[]) =>
  expect(records.map(({ version }) => version)).toEqual(records.map((_, index) => index + 1))

describe('the journal of a session', () => {
  it('has every event in order, with the facts that it caused, from its opening to its close', async () => {
    const journal = createMemoryJournal()
    const { session, clock, call, heard } = open({ journal, stream })
    session.joinedConference()
    clock.advance(30_000)
    await call(1).answer(opaque('token-1'))
    session.reportRejected('token-1')
    await call(2).fail(new TypeError('x'))
    session.leftConference()
    const facts = [...heard]
    clock.advance(100)
    await session.close()
    const records = await recordsOf(journal)
    expect(records.map(({ type, state, atMs }) => [type, state, atMs - startMs])).toEqual([
      ['session.opened', 'valid.idle', 0],
      ['conference.joined', 'valid.idle', 0],
      ['deadline.reached', 'refreshing-half.requesting', 30_000],
      ['refresh.succeeded', 'valid.idle', 30_000],
      ['api.rejected', 'expired.requesting', 30_000],
      ['refresh.failed', 'expired.idle', 30_000],
      ['conference.left', 'expired.idle', 30_000],
      ['session.closed', 'expired.idle', 30_100],
    ])
    gapless(records)
    expect(records.flatMap((record) => record.facts)).toEqual(facts)
    for (const record of records) {
      expect(record).toMatchObject({
        stream,
        machine: 'halflife.token/1',
        policy: 'stay',
        atMs: record.event.atMs,
      })
      expect(record.type).toBe(record.event.type)
    }
  })

  it('begins with the policy and all that the machine was given', async () => {
    const journal = createMemoryJournal()
    const { session } = open({ journal, stream, policy: 'kick', overlap: 'join', jitter: 0.2 })
    await session.flush()
    expect((await recordsOf(journal))[0]).toEqual({
      stream,
      version: 1,
      atMs: startMs,
      type: 'session.opened',
      event: {
        type: 'session.opened',
        atMs: startMs,
        input: {
          token: { issuedAtMs: startMs, expiresAtMs: startMs + 60_000, jitterMs: 6000 },
          atMs: startMs,
          overlap: 'join',
        },
      },
      facts: [],
      state: 'valid.idle',
      machine: 'halflife.token/1',
      policy: 'kick',
      recordedAtMs: startMs,
    })
  })

  it('ends with a kick, and after it may have nothing but the close', async () => {
    const journal = createMemoryJournal()
    const { session, clock } = open({ journal, stream, policy: 'kick' })
    session.joinedConference()
    clock.sleep(60_000)
    session.leftConference()
    session.reportRejected('token-0')
    await clock.advanceAsync(60_000)
    await session.close()
    const records = await recordsOf(journal)
    expect(types(records)).toEqual([
      'session.opened',
      'conference.joined',
      'deadline.reached',
      'session.closed',
    ])
    expect(records.at(-1)?.state).toBe('kicked')
    gapless(records)
  })

  it('folds to what the live machine knows, after every record', async () => {
    const journal = createMemoryJournal()
    const { session, clock, call } = open({ journal, stream })
    const live: unknown[] = []
    session.actor.subscribe(({ context }) => live.push(context))
    clock.advance(45_000)
    await call(1).fail()
    await call(2).answer(opaque('token-2', 10))
    session.reportRejected('token-2')
    clock.advance(20_000)
    await session.flush()
    const records = await recordsOf(journal)
    const folded = await Promise.all(records.map((_, n) => replay(records.slice(0, n + 1))))
    expect(folded.slice(1).map(({ snapshot }) => snapshot.context)).toEqual(live)
    expect(folded.map(({ state }) => state)).toEqual(records.map(({ state }) => state))
    expect(folded.at(-1)?.version).toBe(records.length)
  })

  it('is exported a record a line', async () => {
    const journal = createMemoryJournal()
    const { session, clock } = open({ journal, stream })
    clock.advance(45_000)
    await session.close()
    const lines = []
    for await (const line of exportJsonl(journal.read(stream))) lines.push(line)
    expect(lines.every((line) => line.endsWith('\n') && line.indexOf('\n') === line.length - 1)).toBe(true)
    expect(lines.map((line) => JSON.parse(line))).toEqual(await recordsOf(journal))
    const again = []
    for await (const line of exportJsonl(await recordsOf(journal))) again.push(line)
    expect(again).toEqual(lines)
  })

  it('has no lag once it is flushed; a session without one has none, and may flush', async () => {
    const { session, clock } = open({ journal: createMemoryJournal(), stream })
    clock.advance(45_000)
    await session.flush()
    expect(session.journalLag).toBe(0)
    const other = open()
    await other.session.flush()
    expect(other.session.journalLag).toBe(0)
  })
})

describe('a journal that cannot be written', () => {
  it('never stops a refresh: the session goes on, and says so', async () => {
    const { session, clock, call, heard, it } = shaky()
    await session.flush()
    it.isDown = true
    void session.refreshNow()
    await call(1).answer(opaque('token-1', 3600))
    await clock.settle()
    expect(session.token()).toBe('token-1')
    expect(session.journalLag).toBe(2)
    expect(heard.find(({ type }) => type === 'journal.failed')).toMatchObject({
      atMs: startMs,
      error: { code: 'ENOSPC' },
      journalLag: expect.any(Number),
    })
  })

  it('is tried again at growing distances, by the same timer', async () => {
    const { session, clock, it } = shaky()
    await session.flush()
    it.isDown = true
    session.joinedConference()
    await clock.settle()
    const before = it.writes
    for (const [index, waitMs] of [750, 1500, 3000, 6000].entries()) {
      await clock.advanceAsync(waitMs - 1)
      expect(it.writes - before).toBe(index)
      await clock.advanceAsync(1)
      expect(it.writes - before).toBe(index + 1)
      expect(clock.armed).toBe(1)
    }
  })

  it('is not tried before its time, though a deadline of the token falls due before', async () => {
    const { session, clock, calls, it } = shaky()
    await clock.advanceAsync(1_800_000 - 100)
    it.isDown = true
    session.joinedConference()
    await clock.settle()
    const before = it.writes
    await clock.advanceAsync(749)
    expect([calls.length, it.writes - before]).toEqual([1, 0])
    await clock.advanceAsync(1)
    expect(it.writes - before).toBe(1)
  })

  it('gets all that waited when it is back, in order, without a gap', async () => {
    const { session, clock, it, heard } = shaky()
    it.isDown = true
    session.joinedConference()
    await clock.settle()
    for (let n = 0; n < 5; n++) {
      session.leftConference()
      session.joinedConference()
    }
    expect(session.journalLag).toBe(12)
    expect(await recordsOf(it.journal)).toEqual([])
    it.isDown = false
    await clock.advanceAsync(750)
    expect(session.journalLag).toBe(0)
    const records = await recordsOf(it.journal)
    gapless(records)
    expect(records.length).toBe(12)
    expect(types(heard)).toEqual(['journal.failed'])
  })

  it('that did write, but could not say so, gets the same again, and keeps it once', async () => {
    const { session, clock, it } = shaky()
    await session.flush()
    it.losesAnswer = true
    session.joinedConference()
    await clock.settle()
    expect(session.journalLag).toBe(1)
    session.leftConference()
    await clock.advanceAsync(750)
    expect(session.journalLag).toBe(0)
    const records = await recordsOf(it.journal)
    expect(types(records)).toEqual(['session.opened', 'conference.joined', 'conference.left'])
    gapless(records)
  })

  it('makes flush() reject with its own error, and succeed when it is back', async () => {
    const { session, it } = shaky()
    it.isDown = true
    expect(await rejection(session.flush())).toMatchObject({ code: 'ENOSPC' })
    it.isDown = false
    await session.flush()
    expect(types(await recordsOf(it.journal))).toEqual(['session.opened'])
  })

  it('makes close() reject, but the session is closed all the same', async () => {
    const { session, clock, it } = shaky()
    it.isDown = true
    expect(await rejection(session.close())).toMatchObject({ code: 'ENOSPC' })
    expect(clock.armed).toBe(0)
    expect(() => session.token()).toThrow(expect.objectContaining({ code: 'ERR_SESSION_CLOSED' }))
  })

  it('ends no session and rejects nobody who waits for a token, whatever is to follow a conflict', async () => {
    const { session, clock, call, it } = shaky({ onConflict: 'close' })
    await session.flush()
    it.isDown = true
    const next = session.refreshNow()
    await clock.settle()
    expect(session.journalLag).toBe(1)
    await call(1).answer(opaque('token-1', 3600))
    expect([await next, session.token()]).toEqual(['token-1', 'token-1'])
    it.isDown = false
    await session.flush()
  })
})
