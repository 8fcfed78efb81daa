import { refreshPoints } from 'halflife'
import { describe, expect, it } from 'vitest'
import { hourMs, jwt, minuteMs, opaque, open, startMs, told } from './setting.ts'

/** Where a token's life lies on the session's time, from the session's opening on. */
const lifeOf = ({ session }: ReturnType<typeof open>) => {
  const { issuedAtMs, expiresAtMs } = session.actor.getSnapshot().context
  return [issuedAtMs - startMs, expiresAtMs - startMs]
}

describe('the life of the first token', () => {
  it('is where its claims say, for a JWT and a right clock: it began at iat', () => {
    const setting = open({ token: jwt(startMs - 10 * minuteMs, startMs + 50 * minuteMs) })
    expect(lifeOf(setting)).toEqual([-10 * minuteMs, 50 * minuteMs])
    setting.clock.advance(20 * minuteMs)
    expect(told(setting.calls)).toEqual([[1, 'half', false]])
  })

  it('begins now, for a JWT without iat', () => {
    expect(lifeOf(open({ token: jwt(undefined, startMs + hourMs) }))).toEqual([0, hourMs])
  })

  it('begins now, for an opaque token with a life told, or an end', () => {
    expect(lifeOf(open({ token: opaque('x', 60) }))).toEqual([0, 60_000])
    expect(lifeOf(open({ token: { value: 'x', expiresAtMs: startMs + 90_000 } }))).toEqual([0, 90_000])
  })

  it('is no longer than claimed, though the local clock be 70 minutes slow', () => {
    const issuer = startMs + 70 * minuteMs
    expect(lifeOf(open({ token: jwt(issuer, issuer + hourMs) }))).toEqual([0, hourMs])
  })

  it('began at most now, though a slow clock say that it is yet to begin', () => {
    const issuer = startMs + 30_000
    const setting = open({ token: jwt(issuer, issuer + hourMs) })
    expect(lifeOf(setting)[0]).toBeLessThanOrEqual(0)
    expect(lifeOf(setting)).toEqual([0, hourMs])
  })

  it('is over, by a local clock 70 minutes fast: the session opens expired, with one call', async () => {
    const issuer = startMs - 70 * minuteMs
    const setting = open({ token: jwt(issuer, issuer + hourMs) })
    expect(setting.session.state).toBe('expired')
    await setting.clock.settle()
    expect(told(setting.calls)).toEqual([[1, 'expiry', true]])
  })

  it('is over, for a dead JWT without iat and a dead opaque token', async () => {
    for (const token of [jwt(undefined, startMs - 1000), { value: 'x', expiresAtMs: startMs }]) {
      const { session, clock, calls } = open({ token })
      expect(session.state).toBe('expired')
      await clock.settle()
      expect(told(calls)).toEqual([[1, 'expiry', true]])
    }
  })

  it('has points that lie behind already: the latest is handled at once, by one call', async () => {
    const { session, clock, calls } = open({ token: jwt(startMs - 50 * minuteMs, startMs + 10 * minuteMs) })
    expect(session.state).toBe('refreshing-three-quarter')
    await clock.settle()
    expect(told(calls)).toEqual([[1, 'three-quarter', false]])
  })
})

describe('the life of an answer', () => {
  const answered = async (token: unknown, afterMs = 0) => {
    const setting = open()
    void setting.session.refreshNow()
    setting.clock.advance(afterMs)
    await setting.call(1).answer(token)
    return lifeOf(setting)
  }

  it('counts from its receipt: the points divide what is left', async () => {
    expect(await answered(jwt(startMs, startMs + hourMs), 10_000)).toEqual([10_000, hourMs])
    expect(await answered(jwt(startMs - 20 * minuteMs, startMs + 40 * minuteMs))).toEqual([0, 40 * minuteMs])
    expect(await answered(opaque('x', 100), 10_000)).toEqual([10_000, 110_000])
    expect(await answered({ value: 'x', expiresAtMs: startMs + 100_000 }, 10_000)).toEqual([10_000, 100_000])
    expect(await answered(jwt(undefined, startMs + hourMs), 10_000)).toEqual([10_000, hourMs])
  })

  it('is no longer than claimed, though the local clock be slow', async () => {
    const issuer = startMs + 70 * minuteMs
    expect(await answered(jwt(issuer, issuer + hourMs))).toEqual([0, hourMs])
  })

  it('may be a few milliseconds: an issuer that says so is obeyed', async () => {
    expect(await answered(opaque('x', 0.005))).toEqual([0, 5])
  })
})

describe('a token that is supplied', () => {
  it('is placed as the first one: it began at its iat', () => {
    const setting = open()
    setting.clock.advance(10_000)
    setting.session.supplyToken(jwt(startMs - 10 * minuteMs, startMs + 50 * minuteMs))
    expect(lifeOf(setting)).toEqual([-10 * minuteMs, 50 * minuteMs])
  })

  it('is no longer than claimed, though the local clock be slow', () => {
    const setting = open()
    const issuer = startMs + 70 * minuteMs
    setting.session.supplyToken(jwt(issuer, issuer + hourMs))
    expect(lifeOf(setting)).toEqual([0, hourMs])
  })
})

describe('a clock that is set', () => {
  it('back: changes no state, and the deadline comes when it would have come', () => {
    const { clock, session, calls } = open()
    clock.advance(20_000)
    expect(session.token()).toBe('token-0')
    clock.setBack(hourMs)
    expect([session.state, session.token()]).toEqual(['valid', 'token-0'])
    clock.advance(9999)
    expect(calls.length).toBe(0)
    clock.advance(1)
    expect(told(calls)).toEqual([[1, 'half', false]])
  })

  it('back again and again: never makes time run back', () => {
    const { clock, session, heard } = open({ token: opaque('x', 3600) })
    for (let n = 0; n < 40; n++) {
      clock.advance(minuteMs)
      clock.setBack(hourMs * n)
      void session.state
    }
    clock.advance(hourMs)
    const times = heard.map(({ atMs }) => atMs)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(session.state).toBe('expired')
  })

  it('forward: is a sleep, noticed within a minute, or by the first who asks', () => {
    const { clock, session, calls } = open({ token: opaque('x', 3600) })
    clock.setForward(2 * hourMs)
    expect(calls.length).toBe(0)
    clock.advance(minuteMs)
    expect(told(calls)).toEqual([[1, 'expiry', true]])
    expect(session.state).toBe('expired')
  })
})

describe('jitter', () => {
  it.each([
    [0, 0.9, 0],
    [0.2, 0, 0],
    [0.2, 0.5, 6000],
    [0.2, 0.999, 11_988],
    [0.1, 0.5, 3000],
  ])(
    'of %d, random %d, moves half and three quarters later by %d ms, and the end not at all',
    (jitter, random, laterMs) => {
      const { clock, calls } = open({ jitter, random: () => random })
      clock.advance(60_000)
      expect(calls.map(({ atMs, stage }) => [stage, atMs - startMs])).toEqual([
        ['half', 30_000 + laterMs],
        ['three-quarter', 45_000 + laterMs],
        ['expiry', 60_000],
      ])
    },
  )

  it('is given to answers and to supplied tokens, too', async () => {
    const { session, call } = open({ jitter: 0.2 })
    const half = () => refreshPoints(session.actor.getSnapshot().context).halfAtMs - startMs
    void session.refreshNow()
    await call(1).answer(opaque('token-1'))
    expect(half()).toBe(36_000)
    session.supplyToken(opaque('token-2', 600))
    expect(half()).toBe(360_000)
  })
})
