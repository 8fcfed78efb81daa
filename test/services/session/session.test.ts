import { openSession } from 'halflife'
import { describe, expect, it } from 'vitest'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'
import { callback, opaque, open, rejection, startMs, thrown, told, types } from './setting.ts'

describe('a session, as its token ages', () => {
  it('asks at one half, at three quarters and at the end, and says why and whether it is expired', () => {
    const { clock, calls, session } = open()
    const states = [30_000 - 1, 1, 15_000 - 1, 1, 15_000 - 1, 1].map((ms) => {
      clock.advance(ms)
      return `${session.state} ${calls.length}`
    })
    expect(states).toEqual([
      'valid 0',
      'refreshing-half 1',
      'refreshing-half 1',
      'refreshing-three-quarter 2',
      'refreshing-three-quarter 2',
      'expired 3',
    ])
    expect(told(calls)).toEqual([
      [1, 'half', false],
      [2, 'three-quarter', false],
      [3, 'expiry', true],
    ])
    expect(calls.map(({ atMs }) => atMs - startMs)).toEqual([30_000, 45_000, 60_000])
  })

  it('goes by the points of the new token once it has one', async () => {
    const { clock, calls, call, session } = open()
    clock.advance(30_000)
    await call(1).answer(opaque('token-1', 10))
    expect([session.token(), session.state]).toEqual(['token-1', 'valid'])
    clock.advance(4999)
    expect(calls.length).toBe(1)
    clock.advance(1)
    expect(told(calls).at(-1)).toEqual([2, 'half', false])
    await call(2).answer(opaque('token-2', 600))
    clock.advance(300_000 - 1)
    expect(calls.length).toBe(2)
    clock.advance(1)
    expect(calls.length).toBe(3)
  })

  it('gives the token until its last millisecond, and not one longer, timer or no timer', () => {
    const { clock, session } = open()
    clock.setForward(59_999)
    expect(session.token()).toBe('token-0')
    clock.setForward(1)
    const error = thrown(() => session.token())
    expect([error.name, error['code']]).toEqual(['TokenExpiredError', 'ERR_TOKEN_EXPIRED'])
    expect(session.state).toBe('expired')
  })

  it('has no token yet if it was given none, and asks for one at once', async () => {
    for (const token of [null, undefined]) {
      const { clock, calls, call, session } = open({ token })
      expect(thrown(() => session.token())['code']).toBe('ERR_TOKEN_EXPIRED')
      expect(session.state).toBe('expired')
      await clock.settle()
      expect(calls.map(({ isExpired }) => isExpired)).toEqual([true])
      await call(1).answer(opaque('token-1'))
      expect([session.token(), session.state]).toEqual(['token-1', 'valid'])
    }
  })

  it('works with every life from a millisecond to ten years, and never asks too much of a timer', () => {
    for (const seconds of [0.001, 1, 86_400, 25 * 86_400, 3650 * 86_400]) {
      const { clock, calls, session } = open({ token: opaque('token-0', seconds) })
      expect(session.token()).toBe('token-0')
      clock.setForward(Math.ceil(seconds * 500))
      expect(seconds < 0.002 ? 1 : session.token()).toBe(seconds < 0.002 ? 1 : 'token-0')
      clock.advance(60_000)
      expect(calls[0]?.attempt).toBe(1)
      expect(Math.max(...clock.delays)).toBeLessThanOrEqual(60_000)
      expect(Math.min(...clock.delays)).toBeGreaterThanOrEqual(0)
    }
  })

  it('has one timer at most, however many things it waits for', async () => {
    const { clock, session, call } = open()
    const armed = () => expect(clock.armed).toBeLessThanOrEqual(1)
    clock.advance(30_000)
    armed()
    void session.freshToken()
    clock.advance(15_000)
    armed()
    await call(1).fail()
    armed()
    await call(2).fail()
    armed()
    clock.advance(700)
    armed()
  })
})

describe('freshToken()', () => {
  it('gives the usable token at once, without a call', async () => {
    const { session, calls } = open()
    expect(await session.freshToken()).toBe('token-0')
    expect(calls).toEqual([])
  })

  it('gives the token in use while it is good, though an attempt is in flight', async () => {
    const { clock, session, calls } = open()
    clock.advance(30_000)
    expect(await session.freshToken()).toBe('token-0')
    expect(calls.length).toBe(1)
  })

  it('waits, once expired, for the attempt in flight, and all who wait get the same', async () => {
    const { clock, session, calls, call } = open()
    clock.advance(60_000)
    const waiting = [session.freshToken(), session.refreshNow(), session.freshToken()]
    await call(3).answer(opaque('token-1'))
    expect(await Promise.all(waiting)).toEqual(['token-1', 'token-1', 'token-1'])
    expect(calls.length).toBe(3)
  })

  it('demands a token if there is none and nobody is asking for one', async () => {
    const { clock, session, call, calls } = open({ retry: 'points-only' })
    clock.advance(60_000)
    await call(3).fail()
    const fresh = session.freshToken()
    expect(told(calls).at(-1)).toEqual([4, 'demand', true])
    await call(4).answer(opaque('token-1'))
    expect(await fresh).toBe('token-1')
  })

  it('notices an end for which no timer has fired yet, and asks once', async () => {
    const { clock, session, calls, call } = open()
    clock.setForward(60_000)
    const fresh = session.freshToken()
    expect(told(calls)).toEqual([[1, 'expiry', true]])
    await call(1).answer(opaque('token-1'))
    expect(await fresh).toBe('token-1')
  })
})

describe('refreshNow()', () => {
  it('asks for a new token though the one in use is good', async () => {
    const { session, calls, call } = open()
    const next = session.refreshNow()
    expect(told(calls)).toEqual([[1, 'demand', false]])
    expect(session.token()).toBe('token-0')
    await call(1).answer(opaque('token-1'))
    expect([await next, session.token()]).toEqual(['token-1', 'token-1'])
  })

  it('joins the attempt in flight', async () => {
    const { clock, session, calls, call } = open()
    clock.advance(30_000)
    const next = session.refreshNow()
    expect(calls.length).toBe(1)
    await call(1).answer(opaque('token-1'))
    expect(await next).toBe('token-1')
  })

  it('rejects when the attempt fails, and the good token stays in use', async () => {
    const { session, call } = open()
    const next = session.refreshNow()
    await call(1).answer(undefined)
    const error = await rejection(next)
    expect([error.name, error['code'], error['reason']]).toEqual([
      'RefreshFailedError',
      'ERR_REFRESH_FAILED',
      'missing',
    ])
    expect(session.token()).toBe('token-0')
  })

  it('asks at once though an attempt has just failed', async () => {
    const { session, call, calls } = open()
    void session.refreshNow()
    await call(1).fail()
    const next = session.refreshNow()
    expect(told(calls)).toEqual([
      [1, 'demand', false],
      [2, 'demand', false],
    ])
    await call(2).answer(opaque('token-1'))
    expect(await next).toBe('token-1')
  })

  it('still waits for the newest attempt when the one before it fails', async () => {
    const { clock, session, call } = open()
    clock.advance(30_000)
    let outcome = 'none'
    void session.refreshNow().then((token) => {
      outcome = token
    })
    clock.advance(15_000)
    await call(1).fail()
    expect(outcome).toBe('none')
    await call(2).answer(opaque('token-1'))
    expect(outcome).toBe('token-1')
  })
})

describe('the actor inside', () => {
  it('shows the same state and the same facts, to look at', () => {
    const { clock, session, heard } = open()
    const seen: string[] = []
    session.actor.subscribe((snapshot) => seen.push(Object.keys(snapshot.value)[0] ?? ''))
    const facts: string[] = []
    session.actor.on('*', ({ type }) => facts.push(type))
    clock.advance(60_000)
    expect(session.actor.getSnapshot().context).toMatchObject({ generation: 0, lastAttempt: 3 })
    expect([...new Set(seen)]).toEqual(['refreshing-half', 'refreshing-three-quarter', 'expired'])
    expect(facts).toEqual(types(heard))
  })

  it('is created with the inspector that was handed in', () => {
    const seen: string[] = []
    const clock = new TestClock(startMs)
    const { refresh } = callback(clock)
    const session = openSession({
      token: opaque('x'),
      refresh,
      clock,
      inspect: ({ type }) => seen.push(type),
    })
    clock.advance(30_000)
    expect(seen).toContain('@xstate.event')
    return session.close()
  })
})
