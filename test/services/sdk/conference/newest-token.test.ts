import { getEventListeners } from 'node:events'
import { PlatformError } from 'halflife/platform'
import { TestClock } from 'halflife/testing'
import { describe, expect, it } from 'vitest'
import { NewestToken } from '../../../../src/services/sdk/conference/newest-token.ts'
import { Patience } from '../../../../src/services/sdk/conference/patience.ts'

/** Calls that the test answers, for tokens that it adopts. */
function setting() {
  const clock = new TestClock()
  const ended = new AbortController()
  const calls: { resolve(): void; reject(error: unknown): void }[] = []
  const patience = new Patience({ clock, random: () => 1 })
  const call = () => new Promise<void>((resolve, reject) => calls.push({ resolve, reject }))
  const newest = new NewestToken(call, patience, ended.signal)
  const end = async (how: 'resolve' | 'reject', error?: unknown) => {
    calls.at(-1)?.[how](error)
    await clock.settle()
  }
  return {
    clock,
    ended,
    calls,
    newest,
    patience,
    end,
    listeners: () => getEventListeners(ended.signal, 'abort'),
  }
}

describe('the newest token', () => {
  it('is shown once more, however many were adopted during a call', async () => {
    const { newest, calls, end } = setting()
    const shown = newest.show()
    void newest.show()
    void newest.show()
    expect(calls).toHaveLength(1)
    await end('resolve')
    expect(calls).toHaveLength(2)
    void newest.show()
    await end('resolve')
    expect(calls).toHaveLength(3)
    await end('resolve')
    await shown
    expect(calls).toHaveLength(3)
    void newest.show()
    expect(calls).toHaveLength(4)
  })

  it('is shown again after a call that got no answer, later each time, and not after a refusal', async () => {
    const { newest, calls, end, clock } = setting()
    const shown = newest.show()
    for (const waitMs of [1_000, 2_000]) {
      await end('reject', new PlatformError('unreachable', 'Nobody there.'))
      const before = calls.length
      await clock.advanceAsync(waitMs - 1)
      expect(calls).toHaveLength(before)
      await clock.advanceAsync(1)
      expect(calls).toHaveLength(before + 1)
    }
    await end('reject', new PlatformError('refused', 'No.', { status: 403 }))
    await shown
    expect([calls.length, clock.armed]).toEqual([3, 0])
  })

  it('that was adopted during a refused call is shown all the same', async () => {
    const { newest, calls, end } = setting()
    void newest.show()
    void newest.show()
    await end('reject', new PlatformError('refused', 'No.', { status: 401 }))
    expect(calls).toHaveLength(2)
  })

  it('is not waited for any more when the conference is over', async () => {
    const { newest, calls, end, clock, ended, listeners } = setting()
    const shown = newest.show()
    await end('reject', new TypeError('no network'))
    expect([listeners().length, clock.armed]).toEqual([1, 1])
    ended.abort()
    await shown
    expect([calls.length, clock.armed, listeners().length]).toEqual([1, 0, 0])
  })
})

describe('patience', () => {
  it('leaves no listener and no timer behind, whether its time comes or it is called off', async () => {
    const { patience, ended, clock, listeners } = setting()
    const waits = [1, 2, 3].map((n) => patience.until(clock.now() + n * 1_000, ended.signal))
    expect(listeners()).toHaveLength(3)
    await clock.advanceAsync(2_000)
    await Promise.all(waits.slice(0, 2))
    expect(listeners()).toHaveLength(1)
    ended.abort()
    await Promise.all(waits)
    expect([listeners().length, clock.armed]).toEqual([0, 0])
    await patience.until(clock.now() + 1_000, ended.signal)
    expect(clock.armed).toBe(0)
  })
})
