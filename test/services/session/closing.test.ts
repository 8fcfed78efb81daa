import { createMemoryJournal } from 'halflife'
import { describe, expect, it } from 'vitest'
import { opaque, open, rejection, thrown } from './setting.ts'

describe('a session that is closed', () => {
  it('leaves no timer, and calls nobody ever again', async () => {
    const { clock, session, calls, heard } = open()
    clock.advance(29_999)
    await session.close()
    expect(clock.armed).toBe(0)
    await clock.advanceAsync(1_000_000)
    expect([calls, heard]).toEqual([[], []])
    expect(clock.armed).toBe(0)
  })

  it('has no token, and says that it is closed', async () => {
    const { session } = open()
    await session.close()
    for (const error of [
      thrown(() => session.token()),
      thrown(() => session.supplyToken(opaque('token-1'))),
      await rejection(session.freshToken()),
      await rejection(session.refreshNow()),
    ]) {
      expect([error.name, error['code']]).toEqual(['SessionClosedError', 'ERR_SESSION_CLOSED'])
    }
  })

  it('lets nobody wait for ever: what was awaited is rejected, and the signal aborts', async () => {
    const { clock, session, call } = open()
    clock.advance(60_000)
    const waiting = [session.freshToken(), session.refreshNow()]
    await session.close()
    for (const promise of waiting) expect((await rejection(promise))['code']).toBe('ERR_SESSION_CLOSED')
    for (const attempt of [1, 2, 3]) expect(call(attempt).signal.aborted).toBe(true)
  })

  it('takes no answer any more, neither a good one nor a failure', async () => {
    const { clock, session, call, heard } = open()
    clock.advance(45_000)
    await session.close()
    heard.length = 0
    await call(1).answer(opaque('token-1'))
    await call(2).fail()
    expect(heard).toEqual([])
    expect(thrown(() => session.token())['code']).toBe('ERR_SESSION_CLOSED')
    expect(session.actor.getSnapshot().context.generation).toBe(0)
  })

  it('is deaf to a callback that speaks as it is aborted: nothing is recorded after the close', async () => {
    const journal = createMemoryJournal()
    const { clock, session } = open({
      journal,
      stream: 'room/alice',
      refresh: (_, { signal }) =>
        new Promise(() => signal.addEventListener('abort', () => session.joinedConference())),
    })
    clock.advance(30_000)
    await session.close()
    const types: string[] = []
    for await (const { type } of journal.read('room/alice')) types.push(type)
    expect(types).toEqual(['session.opened', 'deadline.reached', 'session.closed'])
  })

  it('is deaf to whatever the app still says', async () => {
    const { session, clock, calls } = open({ policy: 'kick' })
    await session.close()
    session.reportRejected('token-0')
    session.joinedConference()
    session.ejectedFromConference()
    session.leftConference()
    clock.advance(60_000)
    expect([session.state, calls.length, clock.armed]).toEqual(['valid', 0, 0])
  })

  it('is closed once, however often it is asked, also by asyncDispose', async () => {
    const journal = createMemoryJournal()
    const { session } = open({ journal, stream: 'room/alice' })
    await Promise.all([session.close(), session[Symbol.asyncDispose](), session.close()])
    await session[Symbol.asyncDispose]()
    const types = []
    for await (const { type } of journal.read('room/alice')) types.push(type)
    expect(types).toEqual(['session.opened', 'session.closed'])
  })

  it('is closed at once when it is disposed of', async () => {
    const { session, clock } = open()
    const disposed = session[Symbol.asyncDispose]()
    expect(thrown(() => session.token())['code']).toBe('ERR_SESSION_CLOSED')
    expect(clock.armed).toBe(0)
    await disposed
  })

  it('may be closed before what fell due at opening was heard: then nobody is called', async () => {
    const { session, clock, calls, heard } = open({ token: null })
    await session.close()
    await clock.advanceAsync(10_000)
    expect([calls, heard]).toEqual([[], []])
  })
})

describe('a session that ended with a kick', () => {
  const kicked = () => {
    const setting = open({ policy: 'kick' })
    setting.session.joinedConference()
    setting.clock.advance(60_000)
    expect(setting.session.state).toBe('kicked')
    return setting
  }

  it('has no token, and says that the participant was kicked', async () => {
    const { session } = kicked()
    for (const error of [
      thrown(() => session.token()),
      thrown(() => session.supplyToken(opaque('token-1'))),
      await rejection(session.freshToken()),
      await rejection(session.refreshNow()),
    ]) {
      expect([error.name, error['code']]).toEqual(['ParticipantKickedError', 'ERR_PARTICIPANT_KICKED'])
    }
  })

  it('leaves no timer, aborts what is in flight, and takes no answer any more', async () => {
    const { clock, session, calls, call, heard } = kicked()
    expect(clock.armed).toBe(0)
    for (const { signal } of calls) expect(signal.aborted).toBe(true)
    heard.length = 0
    await call(1).answer(opaque('token-1', 1000))
    session.reportRejected('token-0')
    session.joinedConference()
    session.ejectedFromConference()
    await clock.advanceAsync(100_000)
    expect([heard, session.state, calls.length, clock.armed]).toEqual([[], 'kicked', 2, 0])
  })

  it('rejects what was awaited with the kick', async () => {
    const { session, clock } = open({ policy: 'kick' })
    session.joinedConference()
    const next = session.refreshNow()
    clock.advance(60_000)
    expect((await rejection(next))['code']).toBe('ERR_PARTICIPANT_KICKED')
  })

  it('may still be closed, and then says that it is closed', async () => {
    const { session } = kicked()
    await session.close()
    expect(thrown(() => session.token())['code']).toBe('ERR_SESSION_CLOSED')
    expect(session.state).toBe('kicked')
  })
})
