import { describe, expect, it } from 'vitest'
import { opaque, open, rejection, told, types } from './setting.ts'

describe('an attempt out of time', () => {
  it('has failed at the very millisecond, and its signal aborts', async () => {
    const { clock, session, call } = open({ refreshTimeoutMs: 5000 })
    const next = session.refreshNow()
    clock.advance(4999)
    expect(call(1).signal.aborted).toBe(false)
    expect(session.actor.getSnapshot().context.inFlight).toBe('demand')
    clock.advance(1)
    expect(call(1).signal.aborted).toBe(true)
    expect(await rejection(next)).toMatchObject({ code: 'ERR_REFRESH_FAILED', reason: 'timed-out' })
    expect(session.actor.getSnapshot().context.inFlight).toBeNull()
  })

  it('has 30 seconds by default', () => {
    const { clock, session, call } = open({ token: opaque('token-0', 3600) })
    void session.refreshNow()
    clock.advance(29_999)
    expect(call(1).signal.aborted).toBe(false)
    clock.advance(1)
    expect(call(1).signal.aborted).toBe(true)
  })

  it('is followed by the next one, whose answer is taken', async () => {
    const { clock, session, calls, call } = open({ refreshTimeoutMs: 5000, token: opaque('token-0', 3600) })
    void session.refreshNow()
    clock.advance(5000 + 750)
    expect(told(calls)[1]).toEqual([2, 'retry', false])
    await call(2).answer(opaque('token-1', 3600))
    expect(session.token()).toBe('token-1')
  })

  it('may still bring a token: a late answer is better than none', async () => {
    const { clock, session, call, heard } = open({ refreshTimeoutMs: 5000, retry: 'points-only' })
    void session.refreshNow()
    clock.advance(6000)
    await call(1).answer(opaque('token-1'))
    expect(session.token()).toBe('token-1')
    expect(heard.at(-1)).toMatchObject({ type: 'token.adopted', attempt: 1 })
  })

  it('saves with its late answer whoever waits for the next one, which is needed no more', async () => {
    const { clock, session, call } = open({ refreshTimeoutMs: 5000, token: opaque('token-0', 3600) })
    void session.refreshNow()
    clock.advance(5750)
    const next = session.refreshNow()
    await call(1).answer(opaque('token-1', 3600))
    expect(await next).toBe('token-1')
    expect(call(2).signal.aborted).toBe(true)
  })

  it('does not fail a second time when the callback rejects at last', async () => {
    const { clock, session, call } = open({ refreshTimeoutMs: 5000, retry: 'points-only' })
    void session.refreshNow()
    clock.advance(5000)
    await call(1).fail()
    expect(session.actor.getSnapshot().context.failures).toBe(1)
  })

  it('is superseded once a newer one was adopted: its late answer changes nothing', async () => {
    const { clock, session, call, heard } = open()
    clock.advance(45_000)
    await call(2).answer(opaque('token-2', 600))
    await call(1).answer(opaque('token-1', 600))
    expect(heard.at(-1)).toMatchObject({ type: 'refresh.ignored', attempt: 1, why: 'superseded' })
    expect(session.token()).toBe('token-2')
  })
})

describe('attempts that overlap', () => {
  it('both run, and the answer of the older one is taken too, if it is the first', async () => {
    const { clock, session, call } = open()
    clock.advance(45_000)
    expect(call(1).signal.aborted).toBe(false)
    await call(1).answer(opaque('token-1', 600))
    expect(session.token()).toBe('token-1')
    await call(2).answer(opaque('token-2', 600))
    expect(session.token()).toBe('token-2')
  })

  it("with overlap 'join' do not: a point joins the attempt in flight, and counts as handled", async () => {
    const { clock, session, calls, call } = open({ overlap: 'join', refreshTimeoutMs: 100_000 })
    clock.advance(60_000)
    expect(told(calls)).toEqual([[1, 'half', false]])
    expect(session.state).toBe('expired')
    await call(1).fail()
    clock.advance(749)
    expect(calls.length).toBe(1)
    clock.advance(1)
    expect(told(calls)[1]).toEqual([2, 'retry', true])
  })

  it("with overlap 'join' make an attempt at a point while none is in flight", async () => {
    const { clock, calls, call } = open({ overlap: 'join', token: opaque('token-0', 2) })
    clock.advance(1000)
    await call(1).fail()
    clock.advance(500)
    expect(told(calls)[1]).toEqual([2, 'three-quarter', false])
  })

  it('demands and rejections never do: they share the one in flight', () => {
    const { session, calls } = open()
    void session.refreshNow()
    void session.refreshNow()
    session.reportRejected('token-0')
    void session.freshToken()
    expect(calls.length).toBe(1)
  })
})

describe('the signal of an attempt', () => {
  it('aborts when another token is adopted', async () => {
    const { clock, call } = open()
    clock.advance(45_000)
    await call(2).answer(opaque('token-2'))
    expect(call(1).signal.aborted).toBe(true)
  })

  it('aborts when the participant is kicked', () => {
    const { clock, session, call } = open({ policy: 'kick' })
    session.joinedConference()
    clock.advance(59_999)
    expect(call(2).signal.aborted).toBe(false)
    clock.advance(1)
    expect(call(2).signal.aborted).toBe(true)
  })

  it('aborts when the session is closed', async () => {
    const { clock, session, call } = open()
    clock.advance(30_000)
    await session.close()
    expect(call(1).signal.aborted).toBe(true)
  })

  it('does not abort for anything else: a newer attempt, its failure, a rejection, the end of the token', async () => {
    const { clock, session, call } = open({ refreshTimeoutMs: 100_000 })
    clock.advance(30_000)
    session.reportRejected('token-0')
    clock.advance(15_000)
    await call(2).fail()
    clock.advance(15_000)
    session.joinedConference()
    session.leftConference()
    expect(call(1).signal.aborted).toBe(false)
    expect(call(3).signal.aborted).toBe(false)
  })

  it("an attempt's own time-out leaves the others alone", () => {
    const { clock, call } = open({ refreshTimeoutMs: 20_000 })
    clock.advance(50_000)
    expect([call(1).signal.aborted, call(2).signal.aborted]).toEqual([true, false])
  })

  it('ends an attempt that obeys it, as aborted, and nobody suffers', async () => {
    const { clock, session, call, heard } = open()
    clock.advance(30_000)
    session.supplyToken(opaque('token-1'))
    await call(1).fail(call(1).signal.reason)
    expect(heard.at(-1)).toMatchObject({ type: 'refresh.ignored', attempt: 1, why: 'superseded' })
    expect(session.token()).toBe('token-1')
  })
})

describe('waking after a sleep past several points', () => {
  it.each([
    [30_000, 'half', false],
    [46_000, 'three-quarter', false],
    [7_200_000, 'expiry', true],
  ] as const)('makes one attempt, that of the latest: after %d ms', (ms, stage, isExpired) => {
    const { clock, calls } = open()
    clock.sleep(ms)
    expect(told(calls)).toEqual([[1, stage, isExpired]])
  })

  it('makes none where the participant is kicked', () => {
    const { clock, session, calls, heard } = open({ policy: 'kick' })
    session.joinedConference()
    clock.sleep(7_200_000)
    expect(calls).toEqual([])
    expect(types(heard)).toEqual(['token.expired', 'participant.kicked'])
  })
})
