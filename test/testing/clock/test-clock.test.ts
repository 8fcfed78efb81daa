import { describe, expect, it } from 'vitest'
import { TestClock } from '../../../src/testing/index.ts'

const start = 1_800_000_000_000

describe('the test clock', () => {
  it('visits every due time in order, those of timers armed by timers included', () => {
    const clock = new TestClock(0)
    const seen: [string, number][] = []
    const note = (name: string) => () => seen.push([name, clock.now()])
    clock.setTimeout(note('late'), 100)
    clock.setTimeout(() => {
      note('early')()
      clock.setTimeout(note('chained'), 20)
      clock.setTimeout(note('at once'), 0)
    }, 10)
    clock.advance(100)
    expect(seen).toEqual([
      ['early', 10],
      ['at once', 10],
      ['chained', 30],
      ['late', 100],
    ])
  })

  it('fires timers due together in the order they were armed', () => {
    const clock = new TestClock()
    const seen: number[] = []
    for (const n of [1, 2, 3]) clock.setTimeout(() => seen.push(n), 5)
    clock.advance(5)
    expect(seen).toEqual([1, 2, 3])
  })

  it('does not fire a timer before its time, nor after it was disarmed', () => {
    const clock = new TestClock()
    let fired = 0
    const handle = clock.setTimeout(() => fired++, 10)
    clock.advance(9)
    expect(fired).toBe(0)
    clock.clearTimeout(handle)
    clock.advance(100)
    expect(fired).toBe(0)
    expect(clock.now()).toBe(start + 109)
  })

  it('lets promises settle between due times', async () => {
    const clock = new TestClock(0)
    const seen: number[] = []
    const wait = (ms: number) => new Promise<void>((resolve) => clock.setTimeout(resolve, ms))
    const run = (async () => {
      for (const ms of [10, 20, 30]) {
        await wait(ms)
        seen.push(clock.now())
      }
    })()
    await clock.advanceAsync(60)
    await run
    expect(seen).toEqual([10, 30, 60])
  })

  it('sleeps: what fell due fires late, once, in order', () => {
    const clock = new TestClock(0)
    const seen: [number, number][] = []
    for (const ms of [20, 10, 500]) clock.setTimeout(() => seen.push([ms, clock.now()]), ms)
    clock.sleep(300)
    expect(seen).toEqual([
      [10, 300],
      [20, 300],
    ])
  })

  it('keeps what remains of a delay when the wall clock is set', () => {
    for (const jump of [
      (clock: TestClock) => clock.setBack(3_600_000),
      (clock: TestClock) => clock.setForward(3_600_000),
    ]) {
      const clock = new TestClock(0)
      let fired = false
      clock.setTimeout(() => {
        fired = true
      }, 10)
      jump(clock)
      clock.advance(9)
      expect(fired).toBe(false)
      clock.advance(1)
      expect(fired).toBe(true)
      expect(Math.abs(clock.now())).toBeGreaterThan(3_500_000)
    }
  })

  it('throttles: timers fire on multiples only', () => {
    const clock = new TestClock(0)
    const seen: number[] = []
    clock.throttle(1000)
    for (const ms of [1, 999, 1000, 1001]) clock.setTimeout(() => seen.push(clock.now()), ms)
    clock.advance(5000)
    expect(seen).toEqual([1000, 1000, 1000, 2000])
  })

  it('treats delays as platforms do: too long, negative or no number fires at once', () => {
    for (const ms of [2 ** 31, -1, Number.NaN, Number.POSITIVE_INFINITY, 0, 0.9]) {
      const clock = new TestClock(0)
      let firedAt: number | undefined
      clock.setTimeout(() => {
        firedAt = clock.now()
      }, ms)
      clock.advance(0)
      expect(firedAt).toBe(0)
      expect(clock.delays).toEqual([ms])
    }
  })

  it('counts the timers armed', () => {
    const clock = new TestClock()
    const handle = clock.setTimeout(() => {}, 1)
    clock.setTimeout(() => {}, 2)
    expect(clock.armed).toBe(2)
    clock.clearTimeout(handle)
    expect(clock.armed).toBe(1)
    clock.advance(2)
    expect(clock.armed).toBe(0)
  })

  it('stops a timer that arms itself for ever', () => {
    const clock = new TestClock()
    const again = () => void clock.setTimeout(again, 0)
    again()
    expect(() => clock.advance(1)).toThrow('does one arm itself for ever?')
  })
})
