import { describe, expect, it } from 'vitest'
import { jwt, minuteMs, opaque, open, startMs, thrown, told, types } from './setting.ts'

describe('a token that the app supplies', () => {
  it('is in use from then on, a generation later, with its own points', () => {
    const { clock, session, calls, heard } = open()
    clock.advance(10_000)
    session.supplyToken(opaque('token-1', 600))
    expect(session.token()).toBe('token-1')
    expect(heard).toEqual([
      {
        type: 'token.adopted',
        atMs: startMs + 10_000,
        generation: 1,
        issuedAtMs: startMs + 10_000,
        expiresAtMs: startMs + 610_000,
      },
    ])
    clock.advance(300_000 - 1)
    expect(calls).toEqual([])
    clock.advance(1)
    expect(told(calls)).toEqual([[1, 'half', false]])
  })

  it('is what everybody gets who waits for one', async () => {
    const { clock, session } = open()
    clock.advance(60_000)
    const waiting = [session.freshToken(), session.refreshNow()]
    session.supplyToken(opaque('token-1'))
    expect(await Promise.all(waiting)).toEqual(['token-1', 'token-1'])
  })

  it('makes every attempt before it of no more use', async () => {
    const { clock, session, call, heard } = open()
    clock.advance(45_000)
    session.supplyToken(opaque('token-1'))
    for (const attempt of [1, 2]) {
      expect(call(attempt).signal.aborted).toBe(true)
      await call(attempt).answer(opaque(`late-${attempt}`))
    }
    expect(heard.slice(-2)).toMatchObject([
      { type: 'refresh.ignored', attempt: 1, why: 'superseded' },
      { type: 'refresh.ignored', attempt: 2, why: 'superseded' },
    ])
    expect(session.token()).toBe('token-1')
  })

  it('ends a backoff and a rejection', async () => {
    const { clock, session, call, calls } = open()
    session.reportRejected('token-0')
    await call(1).fail()
    session.supplyToken(opaque('token-1'))
    expect([session.token(), session.state]).toEqual(['token-1', 'valid'])
    clock.advance(29_999)
    expect(calls.length).toBe(1)
  })

  it('does nothing if it is the one in use', () => {
    const { session, heard, clock } = open()
    clock.advance(10_000)
    session.supplyToken(opaque('token-0', 600))
    expect(heard).toEqual([])
    expect(session.actor.getSnapshot().context).toMatchObject({
      generation: 0,
      expiresAtMs: startMs + 60_000,
    })
  })

  it('is refused if it is dead, and the one in use stays', () => {
    const { session, heard } = open()
    const dead = jwt(startMs - 60 * minuteMs, startMs - minuteMs)
    const error = thrown(() => session.supplyToken(dead))
    expect(error['code']).toBe('ERR_TOKEN_EXPIRED')
    expect([session.token(), heard]).toEqual(['token-0', []])
  })

  it('is refused at the very millisecond of its end, and taken one before it', () => {
    const { session } = open()
    expect(thrown(() => session.supplyToken({ value: 'token-1', expiresAtMs: startMs }))['code']).toBe(
      'ERR_TOKEN_EXPIRED',
    )
    session.supplyToken({ value: 'token-1', expiresAtMs: startMs + 1 })
    expect(session.token()).toBe('token-1')
  })

  it('cannot save a participant whose token has ended already, timer or no timer', () => {
    const { clock, session } = open({ policy: 'kick' })
    session.joinedConference()
    clock.setForward(60_000)
    expect(thrown(() => session.supplyToken(opaque('token-1')))['code']).toBe('ERR_PARTICIPANT_KICKED')
    expect(session.state).toBe('kicked')
  })

  it('counts as seen: a callback that gives the same string has given nothing new', async () => {
    const { session, call, heard } = open()
    session.supplyToken(opaque('token-1'))
    void session.refreshNow()
    await call(1).answer(opaque('token-1'))
    expect(types(heard)).toEqual(['token.adopted', 'refresh.requested'])
    expect(session.actor.getSnapshot().context).toMatchObject({ generation: 1, failures: 1 })
  })
})
