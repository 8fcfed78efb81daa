import { createMemoryJournal, type JournalRecord, openSession } from 'halflife'
import { describe, expect, it, onTestFinished } from 'vitest'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'
import { opaque, open, startMs, told, types, uncaught } from './setting.ts'

describe('who listens to a session', () => {
  it('hears the facts of one type, or of all, in the order in which they happened', async () => {
    const { clock, session, call, heard } = open()
    const adopted: unknown[] = []
    session.on('token.adopted', (fact) => adopted.push(fact))
    session.reportRejected('token-0')
    await call(1).answer(opaque('token-1'))
    expect(types(heard)).toEqual(['token.rejected', 'token.expired', 'refresh.requested', 'token.adopted'])
    expect(adopted).toEqual([
      {
        type: 'token.adopted',
        atMs: startMs,
        generation: 1,
        issuedAtMs: startMs,
        expiresAtMs: startMs + 60_000,
        attempt: 1,
      },
    ])
    clock.advance(0)
  })

  it('hears nothing more once unsubscribed', () => {
    const { clock, session } = open()
    const seen: string[] = []
    const { unsubscribe } = session.on('refresh.requested', ({ stage }) => seen.push(stage))
    clock.advance(30_000)
    unsubscribe()
    unsubscribe()
    clock.advance(15_000)
    expect(seen).toEqual(['half'])
  })

  it('hears, a microtask later, what fell due while the session was opened', async () => {
    const clock = new TestClock(startMs)
    const order: string[] = []
    const session = openSession({
      token: null,
      clock,
      refresh: () => {
        order.push(`called, state ${session.state}`)
        return opaque('token-1')
      },
    })
    onTestFinished(() => session.close())
    session.on('*', ({ type }) => order.push(type))
    order.push('opened')
    await clock.settle()
    expect(order).toEqual([
      'opened',
      'token.expired',
      'refresh.requested',
      'called, state expired',
      'token.adopted',
    ])
    expect(session.token()).toBe('token-1')
  })

  it('finds the session already changed when it hears of it', async () => {
    const { session, call } = open()
    const seen: string[] = []
    session.on('token.adopted', () => seen.push(session.token(), session.state))
    session.on('token.expired', () => seen.push(session.state))
    session.reportRejected('token-0')
    await call(1).answer(opaque('token-1'))
    expect(seen).toEqual(['expired', 'token-1', 'valid'])
  })

  it('hurts nobody by throwing: all others hear, the session goes on, the app learns of its error', async () => {
    const errors = uncaught()
    const { clock, session, calls } = open()
    const seen: string[] = []
    session.on('refresh.requested', () => {
      throw new Error('a bug in the app')
    })
    session.on('refresh.requested', () => seen.push('heard'))
    clock.advance(30_000)
    await clock.settle()
    expect([seen, calls.length]).toEqual([['heard'], 1])
    expect(errors).toEqual([new Error('a bug in the app')])
  })
})

describe('a listener that calls the session', () => {
  it('may report a rejection, and everybody hears everything in order', async () => {
    const { session, heard, call, calls } = open({ retry: 'points-only' })
    session.on('token.adopted', () => session.reportRejected('token-1'))
    void session.refreshNow()
    await call(1).answer(opaque('token-1'))
    expect(types(heard)).toEqual([
      'refresh.requested',
      'token.adopted',
      'token.rejected',
      'token.expired',
      'refresh.requested',
    ])
    expect(told(calls)[1]).toEqual([2, 'rejection', true])
  })

  it('may supply a token at the end, and whoever waits has it', async () => {
    const { clock, session } = open()
    session.on('token.expired', () => session.supplyToken(opaque('token-1')))
    clock.advance(60_000)
    expect([session.token(), session.state]).toEqual(['token-1', 'valid'])
    expect(await session.freshToken()).toBe('token-1')
  })

  it('may close the session: the attempt just decided is not made', async () => {
    const { clock, session, calls } = open()
    session.on('refresh.requested', () => void session.close())
    clock.advance(30_000)
    await clock.settle()
    expect([calls.length, clock.armed]).toEqual([0, 0])
  })

  it('may demand a token: it joins', () => {
    const { clock, session, calls } = open()
    session.on('refresh.requested', () => void session.refreshNow())
    clock.advance(30_000)
    expect(calls.length).toBe(1)
  })
})

describe('a callback that calls the session', () => {
  /** A session whose callback does that, once, and then gives a token. */
  const reentrant = (does: () => unknown) => {
    let calls = 0
    const setting = open({
      refresh: () => {
        if (++calls === 1) does()
        return opaque(`token-${calls}`)
      },
    })
    return { ...setting, count: () => calls }
  }

  it('joins its own attempt when it demands a token', async () => {
    let demanded: Promise<string> | undefined
    const setting = reentrant(() => {
      demanded = setting.session.refreshNow()
    })
    setting.clock.advance(30_000)
    await setting.clock.settle()
    expect([await demanded, setting.count()]).toEqual(['token-1', 1])
  })

  it('may supply the token instead; its answer is late then', async () => {
    const setting = reentrant(() => setting.session.supplyToken(opaque('token-x')))
    setting.clock.advance(30_000)
    await setting.clock.settle()
    expect(setting.session.token()).toBe('token-x')
    expect(setting.heard.at(-1)).toMatchObject({ type: 'refresh.ignored', why: 'superseded' })
  })

  it('may report a rejection: no second call', async () => {
    const setting = reentrant(() => setting.session.reportRejected('token-0'))
    setting.clock.advance(30_000)
    await setting.clock.settle()
    expect([setting.session.token(), setting.count()]).toEqual(['token-1', 1])
  })

  it('may close the session', async () => {
    const setting = reentrant(() => setting.session.close())
    setting.clock.advance(30_000)
    await setting.clock.settle()
    expect([setting.count(), setting.clock.armed]).toEqual([1, 0])
    expect(types(setting.heard)).not.toContain('token.adopted')
  })

  it('may be ejected meanwhile, and is kicked with it', async () => {
    let calls = 0
    const { session, clock, heard } = open({
      policy: 'kick',
      refresh: () => {
        calls++
        session.ejectedFromConference()
        return opaque('token-1')
      },
    })
    session.joinedConference()
    clock.advance(30_000)
    await clock.settle()
    expect([session.state, calls]).toEqual(['kicked', 1])
    expect(types(heard).at(-1)).toBe('participant.kicked')
  })
})

describe('somebody who watches the actor and calls the session', () => {
  it('is heard after the step that he watched', () => {
    const { clock, session, heard } = open()
    let has = false
    session.actor.on('refresh.requested', () => {
      if (has) return
      has = true
      session.reportRejected('token-0')
    })
    clock.advance(30_000)
    expect(types(heard)).toEqual(['refresh.requested', 'token.rejected', 'token.expired'])
    expect(session.state).toBe('expired')
  })

  it('changes nothing of what is recorded: each event with its own facts, in the order of what was said', async () => {
    const journal = createMemoryJournal()
    const { clock, session } = open({ journal, stream: 'room/alice' })
    const seen: unknown[] = []
    session.actor.subscribe(({ value }) => {
      if (seen.push(value) === 1) session.reportRejected('token-0')
    })
    clock.advance(30_000)
    await session.flush()
    const records: JournalRecord[] = []
    for await (const record of journal.read('room/alice')) records.push(record)
    expect(records.map(({ type, facts }) => [type, ...types(facts)])).toEqual([
      ['session.opened'],
      ['deadline.reached', 'refresh.requested'],
      ['api.rejected', 'token.rejected', 'token.expired'],
    ])
  })
})
