import { afterEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../../src/services/clock/clock.ts'

describe("the platform's clock", () => {
  afterEach(() => void vi.useRealTimers())

  it('is looked up at each call, so that fake timers are seen: its time, its timers, and that they are cleared', () => {
    vi.useFakeTimers({ now: 1000 })
    const fired: string[] = []
    systemClock.setTimeout(() => fired.push('kept'), 10)
    systemClock.clearTimeout(systemClock.setTimeout(() => fired.push('cleared'), 10))
    vi.advanceTimersByTime(9)
    expect(fired).toEqual([])
    vi.advanceTimersByTime(1)
    expect(fired).toEqual(['kept'])
    expect(systemClock.now()).toBe(1010)
  })
})
