import { openSession } from 'halflife'
import { describe, expect, it } from 'vitest'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'
import {
  dayMs,
  hourMs,
  jwt,
  minuteMs,
  opaque,
  open,
  rejection,
  startMs,
  told,
  types,
  uncaught,
} from './setting.ts'

/** A callback of an issuer that is down, until it is up. */
function issuer({ isUp = false } = {}) {
  const it = {
    calls: 0,
    isUp,
    refresh: async () => {
      it.calls++
      if (!it.isUp) throw Object.assign(new Error('down'), { status: 503 })
      return opaque(`token-${it.calls}`, 3600)
    },
  }
  return it
}

describe('where token keepers fail', () => {
  it('100 callers at once, at expiry: 1 call, and all get its token', async () => {
    const { clock, session, calls, call } = open({ token: opaque('token-0', 3600) })
    clock.setForward(hourMs)
    const callers = Array.from({ length: 100 }, () => session.freshToken())
    expect(told(calls)).toEqual([[1, 'expiry', true]])
    await call(1).answer(opaque('token-1', 3600))
    expect(new Set(await Promise.all(callers))).toEqual(new Set(['token-1']))
    expect(calls.length).toBe(1)
  })

  it('100 callers at once, at expiry, issuer down: 1 call, and all hear that it failed', async () => {
    const { clock, session, calls, call } = open({ token: opaque('token-0', 3600) })
    clock.setForward(hourMs)
    const callers = Array.from({ length: 100 }, () => rejection(session.freshToken()))
    await call(1).fail()
    const codes = (await Promise.all(callers)).map((error) => error['code'])
    expect(new Set(codes)).toEqual(new Set(['ERR_REFRESH_FAILED']))
    expect(calls.length).toBe(1)
  })

  it('100 callers one after the other, expired, issuer down: 1 call, then backoff', async () => {
    const down = issuer()
    const { clock, session } = open({ token: null, refresh: down.refresh })
    const codes: unknown[] = []
    for (let n = 0; n < 100; n++) codes.push((await rejection(session.freshToken()))['code'])
    await clock.settle()
    expect(down.calls).toBe(1)
    expect(codes).toEqual(['ERR_REFRESH_FAILED', ...Array(99).fill('ERR_REFRESH_BACKOFF')])
  })

  it('issuer down with 4 minutes left: nobody is rejected, the token is still good', async () => {
    const down = issuer()
    const { clock, session } = open({ token: opaque('token-0', 3600), refresh: down.refresh })
    await clock.advanceAsync(56 * minuteMs)
    expect(down.calls).toBeGreaterThan(2)
    for (let n = 0; n < 100; n++) {
      expect(await session.freshToken()).toBe('token-0')
      expect(session.token()).toBe('token-0')
    }
    expect(session.state).toBe('refreshing-three-quarter')
  })

  it('20 staggered 401s on one old token: 1 refresh', async () => {
    const { clock, session, calls, call } = open({ token: opaque('token-0', 3600) })
    const retried: string[] = []
    for (let n = 0; n < 20; n++) {
      session.reportRejected('token-0')
      void session.freshToken().then((token) => retried.push(token))
      await clock.advanceAsync(100)
      if (n === 3) await call(1).answer(opaque('token-1', 3600))
    }
    expect(told(calls)).toEqual([[1, 'rejection', true]])
    expect(retried).toEqual(Array(20).fill('token-1'))
    expect(session.token()).toBe('token-1')
  })

  it('a 60-day token: 0 calls until its half, no overflow', () => {
    const { clock, session, calls } = open({ token: opaque('token-0', 60 * 86_400) })
    clock.advance(1000)
    expect([calls.length, clock.delays.length]).toEqual([0, 1])
    clock.advance(30 * dayMs - 1001)
    expect([calls.length, session.state, session.token()]).toEqual([0, 'valid', 'token-0'])
    expect(Math.max(...clock.delays)).toBeLessThanOrEqual(60_000)
    clock.advance(1)
    expect(told(calls)).toEqual([[1, 'half', false]])
  })

  it('one failed refresh in an hour: recovers, and no rejection goes unhandled', async () => {
    const errors = uncaught()
    const once = issuer()
    const { clock, session } = open({ token: opaque('token-0', 3600), refresh: once.refresh })
    await clock.advanceAsync(30 * minuteMs)
    expect(once.calls).toBe(1)
    once.isUp = true
    await clock.advanceAsync(1000)
    expect([once.calls, session.token()]).toEqual([2, 'token-2'])
    await clock.advanceAsync(30 * minuteMs)
    expect([once.calls, session.token()]).toEqual([3, 'token-3'])
    expect(errors).toEqual([])
  })

  it('the callback never answers: a time-out, then the next attempt, and nobody hangs', async () => {
    const errors = uncaught()
    const { clock, session, calls, call } = open({ token: null })
    await clock.settle()
    const first = rejection(session.freshToken())
    clock.advance(30_000)
    expect(await first).toMatchObject({ code: 'ERR_REFRESH_FAILED', reason: 'timed-out' })
    expect(await rejection(session.freshToken())).toMatchObject({ code: 'ERR_REFRESH_BACKOFF' })
    clock.advance(750)
    const second = session.freshToken()
    expect(calls.length).toBe(2)
    await call(2).answer(opaque('token-1'))
    expect(await second).toBe('token-1')
    expect(errors).toEqual([])
  })

  it('the local clock 70 minutes fast: 1 call for ten callers, a diagnostic, and peace', async () => {
    const clock = new TestClock(startMs)
    let issued = 0
    const issue = () => {
      const now = clock.now() - 70 * minuteMs
      return jwt(now, now + hourMs, `token ${++issued}`)
    }
    const { session, calls, call, heard } = open({ clock, token: issue() })
    const callers = Array.from({ length: 10 }, () => session.freshToken())
    await clock.settle()
    expect(told(calls)).toEqual([[1, 'expiry', true]])
    const fresh = issue()
    await call(1).answer(fresh)
    expect(new Set(await Promise.all(callers))).toEqual(new Set([fresh]))
    expect(types(heard).filter((type) => type === 'clock.skewed').length).toBe(1)
    await clock.advanceAsync(30 * minuteMs - 1)
    expect([calls.length, session.state]).toEqual([1, 'valid'])
    await clock.advanceAsync(1)
    expect(calls.length).toBe(2)
    await call(2).answer(issue())
    expect(session.state).toBe('valid')
    expect(types(heard).filter((type) => type === 'clock.skewed').length).toBe(1)
  })

  it('1000 sessions made together, with jitter 0.2: their refreshes are spread', () => {
    const clock = new TestClock(startMs)
    let seed = 7
    // Mulberry32: as good as chance, and the same in every run.
    const random = () => {
      seed = (seed + 0x6d2b79f5) | 0
      let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
      return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
    }
    const perSecond = new Map<number, number>()
    const refresh = () => {
      const second = Math.floor((clock.now() - startMs) / 1000)
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1)
      return new Promise<never>(() => {})
    }
    const patient = { refreshTimeoutMs: hourMs }
    const options = { token: opaque('token', 3600), refresh, clock, random, jitter: 0.2, ...patient }
    const sessions = Array.from({ length: 1000 }, () => openSession(options))
    clock.setForward(30 * minuteMs - 60_000)
    clock.advance(60_000)
    expect(perSecond.size).toBeLessThan(5)
    clock.advance(44 * minuteMs - 30 * minuteMs)
    const made = [...perSecond.values()].reduce((sum, count) => sum + count, 0)
    expect(made).toBe(1000)
    expect(Math.max(...perSecond.values())).toBeLessThan(12)
    expect(perSecond.size).toBeGreaterThan(450)
    expect(Math.max(...perSecond.keys()) - Math.min(...perSecond.keys())).toBeGreaterThan(650)
    for (const session of sessions) void session.close()
    expect(clock.armed).toBe(0)
  })
})

describe('asleep for 2 hours at minute 10 of a 60-minute token', () => {
  const asleep = (how: 'sleep' | 'setForward') => {
    const setting = open({ token: opaque('token-0', 3600) })
    setting.clock.advance(10 * minuteMs)
    setting.clock[how](2 * hourMs)
    return { ...setting, wokeAtMs: startMs + 10 * minuteMs + 2 * hourMs }
  }

  it('one attempt, in the instant of waking: the timers that fell due fire late', () => {
    const { calls, wokeAtMs, session, clock } = asleep('sleep')
    clock.advance(1000)
    expect(told(calls)).toEqual([[1, 'expiry', true]])
    expect((calls[0]?.atMs ?? 0) - wokeAtMs).toBeLessThan(1000)
    expect(session.state).toBe('expired')
  })

  it('one attempt, as soon as anybody asks, where timers stood still meanwhile', () => {
    const { session, calls, wokeAtMs } = asleep('setForward')
    void session.freshToken()
    expect(told(calls)).toEqual([[1, 'expiry', true]])
    expect(calls[0]?.atMs).toBe(wokeAtMs)
  })

  it('one attempt, within a slice of a minute, where timers stood still and nobody asks', () => {
    const { calls, clock, wokeAtMs } = asleep('setForward')
    clock.advance(minuteMs)
    expect(told(calls)).toEqual([[1, 'expiry', true]])
    expect((calls[0]?.atMs ?? 0) - wokeAtMs).toBeLessThanOrEqual(minuteMs)
  })
})
