import { describe, expect, it } from 'vitest'
import { SteadyTime } from '../../../src/services/clock/steady-time.ts'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'

describe('steady time', () => {
  it('follows the wall clock, in whole milliseconds', () => {
    const clock = new TestClock(1000.9)
    const time = new SteadyTime(clock)
    expect([time.now(), time.wallNow()]).toEqual([1000, 1000])
    clock.setForward(7_200_000)
    expect([time.now(), time.wallNow()]).toEqual([7_201_000, 7_201_000])
  })

  it('stays where it was when the clock is set back, and goes on from there, each time', () => {
    const clock = new TestClock(1000)
    const time = new SteadyTime(clock)
    time.now()
    for (const expected of [1000, 1005, 1010]) {
      clock.setBack(300)
      expect(time.now()).toBe(expected)
      clock.advance(5)
      expect(time.now()).toBe(expected + 5)
    }
    expect(time.wallNow()).toBe(1000 - 3 * 300 + 3 * 5)
  })

  it('begins no earlier than it stood before a restart', () => {
    const clock = new TestClock(1000)
    const time = new SteadyTime(clock, 5000)
    expect(time.now()).toBe(5000)
    clock.advance(1)
    expect(time.now()).toBe(5001)
  })

  it.each([NaN, Infinity])('stands still while the clock says %d, and then goes on', (nothing) => {
    const clock = new TestClock(1000)
    const time = new SteadyTime(clock)
    expect([time.now(), time.at(nothing), time.now()]).toEqual([1000, 1000, 1000])
    clock.advance(1)
    expect(time.now()).toBe(1001)
  })

  it.each([NaN, Infinity, -Infinity])(
    'begins with the first time that the clock says, after %d',
    (nothing) => {
      const time = new SteadyTime(new TestClock(1000))
      time.at(nothing)
      expect(time.now()).toBe(1000)
    },
  )
})
