import { describe, expect, it } from 'vitest'
import { embed, hourMs, minuteMs, opaque, startMs, told } from './setting.ts'

const yearMs = 365 * 24 * hourMs

describe('the timers of an embedded machine', () => {
  it('are one for the deadline, and one for the attempts while there are any', async () => {
    const { call, clock } = embed()
    expect(clock.armed).toBe(1)
    await clock.advanceAsync(30_000)
    expect(clock.armed).toBe(2)
    await clock.advanceAsync(15_000)
    expect(clock.armed, 'two attempts are out').toBe(2)
    await call(2).answer(opaque('token-1'))
    await call(1).answer(undefined)
    expect(clock.armed).toBe(1)
  })

  it('run a minute at most, whatever the life', async () => {
    const expiresAtMs = startMs + 10 * yearMs
    const { calls, clock } = embed({ input: { token: { issuedAtMs: startMs, expiresAtMs } } })
    await clock.advanceAsync(3 * hourMs)
    expect(calls).toEqual([])
    expect(clock.delays.every((ms) => ms >= 0 && ms <= minuteMs)).toBe(true)
    await clock.sleepAsync(5 * yearMs)
    expect(told(calls)).toEqual([[1, 'half', false]])
  })

  it('notice a sleep past all points, and make one attempt of it', async () => {
    const { calls, clock } = embed()
    clock.setForward(2 * hourMs)
    await clock.advanceAsync(minuteMs)
    expect(told(calls)).toEqual([[1, 'expiry', true]])
  })

  it('keep their deadlines on a throttled tab, late by no more than it is slow', async () => {
    const { calls, clock } = embed({ retry: 'points-only' })
    clock.throttle(minuteMs)
    await clock.advanceAsync(minuteMs)
    expect(calls.map(({ stage, atMs }) => [stage, atMs - startMs])).toEqual([['expiry', minuteMs]])
  })

  it('are gone when the machine is stopped', async () => {
    const { actor, clock } = embed()
    await clock.advanceAsync(30_000)
    actor.stop()
    expect(clock.armed).toBe(0)
  })

  it('are armed for the time at which a rejection was told to wait', async () => {
    const { calls, clock, say } = embed()
    const token = { issuedAtMs: startMs, expiresAtMs: startMs + hourMs }
    say({ type: 'refresh.demanded' })
    say({ type: 'refresh.succeeded', attempt: 1, token, quietUntilMs: startMs + 5_000 })
    say({ type: 'api.rejected', generation: 1 })
    await clock.advanceAsync(4_999)
    expect(calls).toHaveLength(1)
    await clock.advanceAsync(1)
    expect(told(calls).at(-1)).toEqual([2, 'retry', true])
  })

  it('are armed for it even if the token had expired already', async () => {
    const { calls, clock, say } = embed()
    say({ type: 'refresh.demanded' })
    const token = { issuedAtMs: startMs, expiresAtMs: startMs + 4 }
    say({ type: 'refresh.succeeded', attempt: 1, token, quietUntilMs: startMs + 5_000 })
    clock.setForward(4)
    say({ type: 'deadline.reached' })
    say({ type: 'refresh.failed', attempt: 2, reason: 'threw' })
    say({ type: 'api.rejected', generation: 1 })
    await clock.advanceAsync(4_995)
    expect(calls).toHaveLength(2)
    await clock.advanceAsync(1)
    expect(told(calls).at(-1)).toEqual([3, 'retry', true])
  })
})

describe('when the wall clock is set back, an embedded machine', () => {
  it('changes no state, and asks when it would have asked, within a slice', async () => {
    const embedded = embed({ input: { token: { issuedAtMs: startMs, expiresAtMs: startMs + hourMs } } })
    const { calls, clock } = embedded
    await clock.advanceAsync(10 * minuteMs)
    clock.setBack(30 * 24 * hourMs)
    await clock.advanceAsync(20 * minuteMs)
    expect(embedded.state).toBe('valid.idle')
    await clock.advanceAsync(minuteMs)
    expect(told(calls)).toEqual([[1, 'half', false]])
  })

  it('gives the next token the life that it has, and no other', async () => {
    const embedded = embed()
    const { call, calls, clock } = embedded
    await clock.advanceAsync(10_000)
    clock.setBack(hourMs)
    await clock.advanceAsync(2 * minuteMs)
    await call(1).answer(opaque('token-1', 3_600))
    const { generation, atMs, issuedAtMs, expiresAtMs } = embedded.context
    expect(generation).toBe(1)
    expect(issuedAtMs).toBe(atMs)
    expect(expiresAtMs - issuedAtMs).toBe(hourMs)
    expect(embedded.state).toBe('valid.idle')
    const asked = calls.length
    await clock.advanceAsync(hourMs / 2 - 1)
    expect(calls).toHaveLength(asked)
    await clock.advanceAsync(1)
    expect(told(calls).at(-1)).toEqual([asked + 1, 'half', false])
  })

  it('still retries a failure after its waiting time', async () => {
    const { call, calls, clock } = embed({
      input: { token: { issuedAtMs: startMs, expiresAtMs: startMs + hourMs } },
    })
    await clock.advanceAsync(hourMs / 2)
    clock.setBack(hourMs)
    await call(1).fail()
    await clock.advanceAsync(749)
    expect(calls).toHaveLength(1)
    await clock.advanceAsync(1)
    expect(told(calls)[1]).toEqual([2, 'retry', false])
  })
})
