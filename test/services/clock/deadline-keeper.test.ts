import { describe, expect, it } from 'vitest'
import { DeadlineKeeper } from '../../../src/services/clock/deadline-keeper.ts'
import { SteadyTime } from '../../../src/services/clock/steady-time.ts'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'
import { nodeLike } from './node-like.ts'

/** A keeper of deadlines, and when it said that one was due. */
function keeper() {
  const clock = new TestClock(0)
  const { clock: like, cleared, isWaitedFor } = nodeLike(clock)
  const due: number[] = []
  const kept = new DeadlineKeeper(like, new SteadyTime(like), () => due.push(clock.now()))
  return { clock, cleared, due, kept, isWaitedFor }
}

describe('the keeper of a deadline', () => {
  it('is told of it once, when it is due', () => {
    const { clock, due, kept } = keeper()
    kept.set(100)
    clock.advance(99)
    expect(due).toEqual([])
    clock.advance(1_000_000)
    expect(due).toEqual([100])
    expect(clock.armed).toBe(0)
  })

  it('arms no other timer for the deadline that it has, and clears none that it never armed', () => {
    const { clock, cleared, kept } = keeper()
    kept.set(100)
    kept.set(100)
    kept.set(100, true)
    expect(clock.delays).toEqual([100])
    expect(cleared).toEqual([])
  })

  it('takes another for it, and clears the timer of the first', () => {
    const { clock, cleared, due, kept } = keeper()
    kept.set(100)
    kept.set(50)
    expect(clock.armed).toBe(1)
    expect(cleared).toHaveLength(1)
    clock.advance(100)
    expect(due).toEqual([50])
  })

  it('forgets it when told of none', () => {
    const { clock, due, kept } = keeper()
    kept.set(100)
    kept.set(Infinity)
    expect(clock.armed).toBe(0)
    clock.advance(100)
    expect(due).toEqual([])
  })

  it('rounds a fraction of a millisecond up, and a deadline that has passed to at once', () => {
    const { clock, kept } = keeper()
    clock.advance(10)
    kept.set(10.5)
    kept.set(3)
    expect(clock.delays).toEqual([1, 0])
  })

  it('lets the process end meanwhile, but where it is told to keep it', () => {
    const { clock, kept, isWaitedFor } = keeper()
    kept.set(200_000)
    expect(isWaitedFor()).toBe(false)
    kept.set(200_000, true)
    expect(isWaitedFor(), 'the same timer').toBe(true)
    clock.advance(60_000)
    expect(isWaitedFor(), 'the timer of the next slice').toBe(true)
    kept.set(200_000)
    expect(isWaitedFor()).toBe(false)
    clock.advance(60_000)
    expect(isWaitedFor()).toBe(false)
    expect(clock.delays).toEqual([60_000, 60_000, 60_000])
  })
})
