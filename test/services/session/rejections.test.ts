import { describe, expect, it } from 'vitest'
import { opaque, open, rejection, startMs, thrown, told, types } from './setting.ts'

describe('a token that the platform rejects, where the participant stays', () => {
  it('is of no more use, and a new one is asked for at once, as expired', async () => {
    const { session, calls, call, heard } = open()
    session.reportRejected('token-0')
    expect(types(heard)).toEqual(['token.rejected', 'token.expired', 'refresh.requested'])
    expect(told(calls)).toEqual([[1, 'rejection', true]])
    expect(session.state).toBe('expired')
    expect(thrown(() => session.token())['code']).toBe('ERR_TOKEN_EXPIRED')
    const fresh = session.freshToken()
    await call(1).answer(opaque('token-1'))
    expect(await fresh).toBe('token-1')
    expect(session.state).toBe('valid')
  })

  it('is rejected once, however often it is reported', () => {
    const { session, calls, heard } = open()
    for (let n = 0; n < 50; n++) session.reportRejected('token-0')
    expect(calls.length).toBe(1)
    expect(types(heard).filter((type) => type === 'token.rejected').length).toBe(1)
  })

  it('shares the attempt in flight', () => {
    const { clock, session, calls } = open()
    clock.advance(30_000)
    session.reportRejected('token-0')
    expect(told(calls)).toEqual([[1, 'half', false]])
    expect(session.state).toBe('expired')
  })

  it('costs nothing when it is an older one, or one never seen', async () => {
    const { session, calls, call, heard } = open()
    void session.refreshNow()
    await call(1).answer(opaque('token-1'))
    heard.length = 0
    session.reportRejected('token-0')
    session.reportRejected('somebody-elses')
    expect([heard, calls.length, session.token()]).toEqual([[], 1, 'token-1'])
  })

  it('waits for the backoff if an attempt has just failed', async () => {
    const { clock, session, calls, call } = open()
    void session.refreshNow()
    await call(1).fail()
    session.reportRejected('token-0')
    expect([session.state, calls.length]).toEqual(['expired', 1])
    clock.advance(749)
    expect(calls.length).toBe(1)
    clock.advance(1)
    expect(told(calls)[1]).toEqual([2, 'retry', true])
  })

  it('still has its points: they ask again, and say that it is expired', async () => {
    const { clock, session, call, calls, heard } = open({ retry: 'points-only' })
    session.reportRejected('token-0')
    await call(1).fail()
    clock.advance(30_000)
    await call(2).fail()
    clock.advance(15_000)
    await call(3).fail()
    clock.advance(15_000)
    expect(told(calls)).toEqual([
      [1, 'rejection', true],
      [2, 'half', true],
      [3, 'three-quarter', true],
      [4, 'expiry', true],
    ])
    expect(types(heard).filter((type) => type === 'token.expired').length).toBe(1)
    expect(session.state).toBe('expired')
  })
})

describe('a user whose every new token is rejected', () => {
  it('asks at growing distances, half of them fixed and half of them random', async () => {
    const random = 0.25
    const { clock, session, call, calls } = open({ token: opaque('token-0', 3600), random: () => random })
    const gaps = [0, ...[1, 2, 4, 8, 16, 32, 60, 60].map((s) => s * 500 + random * s * 500)]
    for (const [index, gapMs] of gaps.entries()) {
      const attempt = index + 1
      session.reportRejected(`token-${index}`)
      if (gapMs > 0) {
        expect(session.state).toBe('expired')
        clock.advance(gapMs - 1)
        expect(calls.length, `before attempt ${attempt}`).toBe(attempt - 1)
        clock.advance(1)
      }
      expect(told(calls).at(-1)).toEqual([attempt, index === 0 ? 'rejection' : 'retry', true])
      await call(attempt).answer(opaque(`token-${attempt}`, 3600))
      expect(session.token()).toBe(`token-${attempt}`)
    }
  })

  it('is told at once by freshToken() that it is too early, and when it will be time', async () => {
    const { clock, session, call, calls } = open()
    session.reportRejected('token-0')
    await call(1).answer(opaque('token-1'))
    session.reportRejected('token-1')
    const error = await rejection(session.freshToken())
    expect([error.name, error['code']]).toEqual(['RefreshBackoffError', 'ERR_REFRESH_BACKOFF'])
    expect(error['retryAtMs']).toBe(startMs + 750)
    expect(error['reason']).toBeUndefined()
    expect(calls.length).toBe(1)
    clock.advance(750)
    expect(calls.length).toBe(2)
  })

  it('starts again from nothing once a token was not rejected in its time', async () => {
    const { session, call, calls, clock } = open()
    session.reportRejected('token-0')
    await call(1).answer(opaque('token-1'))
    clock.advance(30_000)
    await call(2).answer(opaque('token-2'))
    session.reportRejected('token-2')
    expect(told(calls)[2]).toEqual([3, 'rejection', true])
    await call(3).answer(opaque('token-3'))
    session.reportRejected('token-3')
    clock.advance(750)
    expect(told(calls)[3]).toEqual([4, 'retry', true])
  })

  it('asks at each rejection under points-only: that is its letter', async () => {
    const { session, call, calls } = open({ retry: 'points-only' })
    for (let n = 0; n < 5; n++) {
      session.reportRejected(`token-${n}`)
      await call(n + 1).answer(opaque(`token-${n + 1}`))
    }
    expect(calls.map(({ stage }) => stage)).toEqual(Array(5).fill('rejection'))
  })
})

describe('a token that the platform rejects, where the participant is kicked', () => {
  it('calls nobody back, and changes no state; but it is of no more use', () => {
    const { session, calls, heard } = open({ policy: 'kick' })
    session.joinedConference()
    session.reportRejected('token-0')
    session.reportRejected('token-0')
    expect(types(heard)).toEqual(['token.rejected'])
    expect([calls.length, session.state]).toEqual([0, 'valid'])
    expect(thrown(() => session.token())['code']).toBe('ERR_TOKEN_EXPIRED')
  })

  it('may be replaced by a token that the app demands', async () => {
    const { session, calls, call } = open({ policy: 'kick' })
    session.reportRejected('token-0')
    const fresh = session.freshToken()
    expect(told(calls)).toEqual([[1, 'demand', true]])
    await call(1).answer(opaque('token-1'))
    expect([await fresh, session.token()]).toEqual(['token-1', 'token-1'])
  })

  it('makes freshToken() wait as well, where one after the other is rejected', async () => {
    const { clock, session, calls, call } = open({ policy: 'kick' })
    session.reportRejected('token-0')
    void session.freshToken()
    await call(1).answer(opaque('token-1'))
    session.reportRejected('token-1')
    const error = await rejection(session.freshToken())
    expect(error).toMatchObject({ code: 'ERR_REFRESH_BACKOFF', retryAtMs: startMs + 750, reason: undefined })
    clock.advance(749)
    await rejection(session.freshToken())
    expect(calls.length).toBe(1)
    clock.advance(1)
    void session.freshToken()
    expect(told(calls)[1]).toEqual([2, 'demand', true])
  })
})
