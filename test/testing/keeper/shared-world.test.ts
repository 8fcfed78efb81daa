import fc from 'fast-check'
import { checkTokenKeeper, type TokenKeeperAdapter } from 'halflife/testing'
import { describe, expect, it, onTestFinished } from 'vitest'

const seed = 7

/** What all in a process share, and a check borrows. */
const world = () => [
  Date,
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  Math.random,
  console.log,
  console.error,
  ...process.listeners('unhandledRejection'),
]

const spying = (see: () => void): TokenKeeperAdapter => ({
  name: 'a spy',
  time: 'global',
  open({ token }) {
    return {
      token() {
        see()
        return token.value
      },
    }
  },
})

describe('while a history is played in global time', () => {
  it('Date, timers and intervals go by the clock of the test, and timers are as they are in Node', async () => {
    const seen: unknown[] = []
    const adapter: TokenKeeperAdapter = {
      name: 'one with an interval',
      time: 'global',
      open({ token }) {
        const openedAtMs = Date.now()
        const ticks: number[] = []
        const timer = setInterval((by: number) => ticks.push(by), 60_000, 2)
        const never = setTimeout(() => ticks.push(Infinity), 1000)
        clearTimeout(Number(never))
        const late = setTimeout(() => ticks.push(-1), 61_000)
        expect(late.unref().hasRef()).toBeTypeOf('boolean')
        return {
          token() {
            const date = new Date()
            seen.push([date.getTime() - openedAtMs, ...ticks])
            expect(new Date(0)).toBeInstanceOf(Date)
            expect(new Date(2020, 1).getFullYear()).toBe(2020)
            return token.value
          },
          close: () => clearInterval(timer),
        }
      },
    }
    await checkTokenKeeper(fc, adapter, { seed, only: ['long-lives'] })
    const long = (seen as number[][]).filter(([ms = 0]) => ms >= 60_000)
    expect(long).toEqual(long.map(([ms]) => [ms, 2]))
    expect(seen.length).toBeGreaterThan(10)
  })

  it('all is back in its place afterwards, also when a keeper throws', async () => {
    const mine = () => {}
    process.on('unhandledRejection', mine)
    onTestFinished(() => void process.off('unhandledRejection', mine))
    const before = world()
    const inside: unknown[][] = []
    await checkTokenKeeper(
      fc,
      spying(() => inside.push(world())),
      { seed, only: ['never-early'] },
    )
    expect(world()).toEqual(before)
    expect(inside[0]?.slice(0, 8).filter((one, index) => one === before[index])).toEqual([])
    const failing: TokenKeeperAdapter = {
      name: 'one that does not open',
      time: 'global',
      open() {
        throw new TypeError('no')
      },
    }
    await expect(checkTokenKeeper(fc, failing)).rejects.toThrow(TypeError)
    expect(world()).toEqual(before)
  })

  it('an error in a timer stops nothing, and is told of', async () => {
    const adapter: TokenKeeperAdapter = {
      name: 'one that throws in a timer',
      time: 'global',
      open({ token }) {
        setTimeout(() => {
          throw new RangeError('in a timer')
        }, 1000)
        return { token: () => token.value }
      },
    }
    const { broken } = await checkTokenKeeper(fc, adapter, { seed, only: ['callbacks-cannot-hurt'] })
    expect(broken[0]?.how).toBe('an error escaped from a timer: RangeError')
  })
})
