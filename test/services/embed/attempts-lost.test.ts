import { describe, expect, it } from 'vitest'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'
import { embed, hourMs, opaque, startMs, told } from './setting.ts'

/** A machine with attempts under way, persisted; and made anew by another process, at a time. */
async function restart(askedAtMs: number, restoredAtMs: number, policy: 'stay' | 'kick' = 'stay') {
  const before = embed({ policy, retry: 'points-only' })
  await before.clock.advanceAsync(askedAtMs)
  const snapshot = before.persist()
  before.actor.stop()
  const clock = new TestClock(startMs + restoredAtMs)
  const after = embed({ policy, clock, snapshot, retry: 'points-only' })
  return {
    before,
    after,
    resume: () => after.say({ type: 'session.resumed', attempt: before.context.lastAttempt }),
  }
}

describe('an attempt that was lost to a restart', () => {
  it.each([
    [30_000, 'half', false],
    [45_000, 'three-quarter', false],
    [60_000, 'expiry', true],
  ] as const)('at %i ms is made again, once, under a new number', async (askedAtMs, stage, isExpired) => {
    const { before, after, resume } = await restart(askedAtMs, askedAtMs + 1_000)
    await after.clock.advanceAsync(0)
    expect(after.calls, 'nobody answers it, and nobody knows').toEqual([])
    resume()
    resume()
    await after.clock.settle()
    expect(told(after.calls)).toEqual([[before.context.lastAttempt + 1, stage, isExpired]])
    await after.calls[0]?.answer(opaque('token-1'))
    expect(after.state).toBe('valid.idle')
    expect(after.vault.token(1)).toBe('token-1')
  })

  it('is not made again if a point that fell due meanwhile made one', async () => {
    const { after, resume } = await restart(30_000, 45_000)
    resume()
    await after.clock.advanceAsync(0)
    expect(told(after.calls)).toEqual([[2, 'three-quarter', false]])
  })

  it('is not made again after a kick that fell due meanwhile', async () => {
    const before = embed({ policy: 'kick' })
    before.say({ type: 'conference.joined' })
    await before.clock.advanceAsync(45_000)
    const after = embed({
      policy: 'kick',
      clock: new TestClock(startMs + hourMs),
      snapshot: before.persist(),
    })
    after.say({ type: 'session.resumed', attempt: 2 })
    await after.clock.advanceAsync(0)
    expect(after.state).toBe('kicked')
    expect(after.calls).toEqual([])
  })

  it('is made again though the app says so before the machine is started', async () => {
    const before = embed()
    await before.clock.advanceAsync(30_000)
    const clock = new TestClock(startMs + 31_000)
    const after = embed({ clock, snapshot: before.persist(), starts: false })
    after.say({ type: 'session.resumed', attempt: 1 })
    after.actor.start()
    await clock.advanceAsync(0)
    expect(told(after.calls)).toEqual([[2, 'half', false]])
  })

  it('has a time-out of its own when it is made again', async () => {
    const { after, resume } = await restart(60_000, 2 * hourMs)
    resume()
    await after.clock.advanceAsync(29_999)
    expect(after.state).toBe('expired.requesting')
    await after.clock.advanceAsync(1)
    expect(after.state).toBe('expired.idle')
  })

  it('is nothing to a machine that was idle', async () => {
    const { after, resume } = await restart(10_000, 20_000)
    resume()
    await after.clock.advanceAsync(0)
    expect(after.calls).toEqual([])
    expect(after.state).toBe('valid.idle')
  })
})

describe('the attempts of a restored machine', () => {
  it('go on in their numbers, and its failures in their count', async () => {
    const before = embed()
    await before.clock.advanceAsync(30_000)
    await before.call(1).fail()
    await before.clock.advanceAsync(750)
    await before.call(2).fail()
    const after = embed({ clock: new TestClock(before.clock.now()), snapshot: before.persist() })
    await after.clock.advanceAsync(1_499)
    expect(after.calls).toEqual([])
    await after.clock.advanceAsync(1)
    expect(told(after.calls)).toEqual([[3, 'retry', false]])
    await after.call(3).fail()
    await after.clock.advanceAsync(2_999)
    expect(after.calls).toHaveLength(1)
    await after.clock.advanceAsync(1)
    expect(told(after.calls)[1]).toEqual([4, 'retry', false])
  })
})
