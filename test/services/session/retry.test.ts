import { describe, expect, it } from 'vitest'
import { hourMs, opaque, open, rejection, startMs, told } from './setting.ts'

const distances = [1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1000)

describe('after a failed attempt, by default', () => {
  it.each([0, 0.25, 0.5, 0.9])('the next ones come at doubling distances, random %d', async (random) => {
    const { clock, session, calls, call } = open({
      token: opaque('token-0', 24 * 3600),
      random: () => random,
    })
    void session.refreshNow()
    for (const [index, distanceMs] of distances.entries()) {
      await call(index + 1).fail()
      const waitMs = distanceMs / 2 + (random * distanceMs) / 2
      expect(session.actor.getSnapshot().context.retryAtMs).toBeCloseTo(clock.now() + waitMs, 6)
      clock.advance(Math.ceil(waitMs) - 1)
      expect(calls.length).toBe(index + 1)
      clock.advance(1)
      expect(told(calls).at(-1)).toEqual([index + 2, 'retry', false])
    }
  })

  it('the distances begin anew with a new token', async () => {
    const { clock, session, call, calls } = open({ token: opaque('token-0', 3600) })
    void session.refreshNow()
    await call(1).fail()
    clock.advance(750)
    await call(2).fail()
    clock.advance(1500)
    await call(3).answer(opaque('token-1', 3600))
    void session.refreshNow()
    await call(4).fail()
    clock.advance(749)
    expect(calls.length).toBe(4)
    clock.advance(1)
    expect(calls.length).toBe(5)
  })

  it('a point does not wait for the backoff', async () => {
    const { clock, call, calls } = open({ token: opaque('token-0', 2) })
    clock.advance(1000)
    await call(1).fail()
    clock.advance(500)
    expect(told(calls).at(-1)).toEqual([2, 'three-quarter', false])
    await call(2).fail()
    clock.advance(500)
    expect(told(calls).at(-1)).toEqual([3, 'expiry', true])
  })

  it('freshToken() with no usable token rejects at once, says until when and why, and calls nobody', async () => {
    const { clock, session, call, calls } = open({ token: null })
    await clock.settle()
    const first = session.freshToken()
    await call(1).fail(Object.assign(new TypeError('secret'), { code: 'ECONNREFUSED', status: 503 }))
    expect(await rejection(first)).toMatchObject({ code: 'ERR_REFRESH_FAILED', reason: 'threw' })
    for (let n = 0; n < 10; n++) {
      const error = await rejection(session.freshToken())
      expect(error).toMatchObject({
        name: 'RefreshBackoffError',
        code: 'ERR_REFRESH_BACKOFF',
        retryAtMs: startMs + 750,
        reason: 'threw',
      })
      expect(error.message).toMatch(/threw.*next attempt/)
    }
    expect(calls.length).toBe(1)
    clock.advance(750)
    expect(told(calls).at(-1)).toEqual([2, 'retry', true])
  })

  it('freshToken() during the retry waits for it', async () => {
    const { clock, session, call } = open({ token: null })
    await clock.settle()
    await call(1).fail()
    clock.advance(750)
    const fresh = session.freshToken()
    await call(2).answer(opaque('token-1'))
    expect(await fresh).toBe('token-1')
  })

  it('the outage ends as soon as the issuer is back, without anybody asking', async () => {
    const { clock, session, calls } = open({ token: opaque('token-0', 3600) })
    let answered = 0
    while (clock.now() < startMs + 3 * hourMs) {
      await clock.advanceAsync(30_000)
      while (answered < calls.length) await calls[answered++]?.fail()
    }
    expect(session.state).toBe('expired')
    const before = calls.length
    await clock.advanceAsync(60_000)
    expect(calls.length).toBe(before + 1)
    await calls.at(-1)?.answer(opaque('token-1'))
    expect(session.token()).toBe('token-1')
  })
})

describe('after a failed attempt, under points-only', () => {
  it('nobody is called before the next point, nor ever again after the last', async () => {
    const { clock, calls, call } = open({ retry: 'points-only' })
    for (const [attempt, waitMs] of [30_000, 15_000, 15_000].entries()) {
      clock.advance(waitMs - 1)
      expect(calls.length).toBe(attempt)
      clock.advance(1)
      await call(attempt + 1).fail()
    }
    expect(clock.armed).toBe(0)
    await clock.advanceAsync(hourMs)
    expect(told(calls)).toEqual([
      [1, 'half', false],
      [2, 'three-quarter', false],
      [3, 'expiry', true],
    ])
  })

  it('every freshToken() without a usable token makes an attempt', async () => {
    const { clock, session, calls, call } = open({ retry: 'points-only', token: null })
    await clock.settle()
    await call(1).fail()
    for (let attempt = 2; attempt < 6; attempt++) {
      const fresh = session.freshToken()
      expect(told(calls).at(-1)).toEqual([attempt, 'demand', true])
      await call(attempt).fail()
      expect((await rejection(fresh))['code']).toBe('ERR_REFRESH_FAILED')
    }
  })

  it('a rejection makes an attempt', async () => {
    const { session, calls, call } = open({ retry: 'points-only' })
    void session.refreshNow()
    await call(1).fail()
    session.reportRejected('token-0')
    expect(told(calls).at(-1)).toEqual([2, 'rejection', true])
  })
})
