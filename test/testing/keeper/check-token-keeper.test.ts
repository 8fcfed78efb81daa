import fc from 'fast-check'
import {
  checkTokenKeeper,
  type KeeperPromiseName,
  keeperPromises,
  reportAsText,
  type TokenKeeperAdapter,
} from 'halflife/testing'
import { describe, expect, it } from 'vitest'
import { halflife } from './peers/halflife.ts'
import { breakers, plainTimer } from './wrong-keepers.ts'

const seed = 7
const promises = Object.keys(keeperPromises) as KeeperPromiseName[]
const broken = async (adapter: TokenKeeperAdapter, only: readonly KeeperPromiseName[] = promises) =>
  (await checkTokenKeeper(fc, adapter, { seed, only })).broken

describe('the conformance suite for keepers of tokens', () => {
  it('finds nothing wrong with a session, whatever the seed', { timeout: 300_000 }, async () => {
    const report = await checkTokenKeeper(fc, halflife, { runs: 10 })
    expect(report.broken, reportAsText(report)).toEqual([])
    expect(report.notPromised).toEqual([])
    expect(report.kept.map(({ promise }) => promise)).toEqual(promises)
  })

  it('finds what is wrong with a plain setTimeout, by name', async () => {
    const report = await checkTokenKeeper(fc, plainTimer, { seed })
    expect(report.broken.map(({ promise }) => promise)).toEqual([
      'long-lives',
      'retries-ahead',
      'no-dead-token',
      'truthful-is-expired',
      'useless-tokens-are-failures',
      'callbacks-cannot-hurt',
      'recovers-after-silence',
      'recovers-after-outage',
      'sleep-is-just-late',
      'herds-are-spread',
      'the-end-is-the-end',
    ])
    expect(report.notPromised.map(({ promise, why }) => [promise, why])).toEqual(
      ['rejections-are-heard', 'stale-rejections-cost-nothing', 'rejection-storms-are-bounded'].map(
        (name) => [name, 'it cannot be told that a token was rejected'],
      ),
    )
  })

  it.each(promises)('knows a keeper that breaks %s', async (promise) => {
    const [found] = await broken(breakers[promise], [promise])
    expect(found?.promise).toBe(promise)
    expect(found?.how).not.toContain('could not be played')
    expect(found?.history[0]).toMatch(/opened with token 0/)
  })

  it('shows the shortest history: two callers share no call, four make a storm', async () => {
    const [shared] = await broken(breakers['single-flight'], ['single-flight'])
    expect(shared?.scenario.steps.find((step) => step.do === 'ask')).toMatchObject({ callers: 2 })
    const [storm] = await broken(breakers['storms-are-bounded'], ['storms-are-bounded'])
    expect(storm?.history).toEqual([
      '0 s  the keeper is opened with token 0, which lives 1 h',
      '0 s  from now on the issuer is down: every call fails at once',
      '0 s  1 h pass',
      '1 h  4 callers ask for a token, one after the other',
      ...[1, 2, 3, 4].flatMap((n) => [
        `1 h  call ${n} of the callback`,
        `1 h  call ${n} fails`,
        `1 h  caller ${n} is refused: IssuerError`,
      ]),
    ])
  })

  it.each(['message', 'cause', 'a field'] as const)('finds a token in the %s of an error', async (where) => {
    const adapter: TokenKeeperAdapter = {
      name: 'one whose errors tell too much',
      time: 'injected',
      open: ({ token: { value } }) => ({
        async token() {
          const part = value.slice(-20)
          if (where === 'message') throw new Error(`not good: ${part}`)
          if (where === 'cause') throw new Error('not good', { cause: new Error(part) })
          throw Object.assign(new Error('not good'), { response: { sent: part } })
        },
      }),
    }
    expect((await broken(adapter, ['no-secret-leaves']))[0]?.how).toMatch(/^part of a token is to be read/)
  })

  it('asks for nothing that is not promised, and says why it is not', async () => {
    const frank = { ...plainTimer, notPromised: { 'long-lives': 'it is for short ones' } }
    const { kept, broken, notPromised } = await checkTokenKeeper(fc, frank, { seed, only: ['long-lives'] })
    expect([kept, broken]).toEqual([[], []])
    expect(notPromised).toMatchObject([{ promise: 'long-lives', why: 'it is for short ones' }])
  })

  it('has the same histories again by the seed that it tells', async () => {
    const only = ['adoption-re-arms', 'useless-tokens-are-failures', 'long-lives'] as const
    const first = await checkTokenKeeper(fc, plainTimer, { only })
    const [, told] = /\{ seed: (-?\d+) \}/.exec(reportAsText(first)) ?? []
    expect(await checkTokenKeeper(fc, plainTimer, { seed: Number(told), only })).toEqual(first)
    expect(first.broken.length).toBeGreaterThan(0)
  })

  it('plays histories that differ by the seed', async () => {
    const played = async (seed: number) => {
      const lives: number[] = []
      const open: TokenKeeperAdapter['open'] = (setting) => {
        lives.push(setting.ttlMs)
        return halflife.open(setting)
      }
      await checkTokenKeeper(fc, { ...halflife, open }, { seed, only: ['never-early'] })
      return lives
    }
    expect(await played(1)).toEqual(await played(1))
    expect(await played(1)).not.toEqual(await played(2))
  })

  it('takes a keeper with a clock of its own, which is told how time passes', async () => {
    const ticking: TokenKeeperAdapter = {
      name: 'one that ticks',
      time: 'injected',
      open({ token, callback, ttlMs }) {
        let [current, leftMs] = [token.value, ttlMs]
        return {
          token: () => current,
          async advance(ms) {
            leftMs -= ms
            if (leftMs > 60_000) return
            leftMs = ttlMs
            current = (await callback()).value
          },
        }
      },
    }
    const only = ['never-early', 'refreshes-ahead', 'no-dead-token'] as const
    const { kept, broken } = await checkTokenKeeper(fc, ticking, { seed, only, runs: 5 })
    expect(kept.map(({ promise }) => promise)).toEqual(['never-early', 'refreshes-ahead'])
    expect(broken.map(({ promise }) => promise)).toEqual(['no-dead-token'])
  })
})

describe('what it is given', () => {
  it('may be checked at the same time: one waits for the other', async () => {
    const only = ['never-early', 'long-lives'] as const
    const [one, other] = await Promise.all([
      checkTokenKeeper(fc, plainTimer, { seed, only }),
      checkTokenKeeper(fc, halflife, { seed, only }),
    ])
    expect([one, other].map(({ broken }) => broken.length)).toEqual([1, 0])
    let [open, most] = [0, 0]
    const counted: TokenKeeperAdapter = {
      name: 'one of two',
      time: 'injected',
      open({ token }) {
        most = Math.max(most, ++open)
        return { token: () => token.value, close: () => open-- }
      },
    }
    await Promise.all([checkTokenKeeper(fc, counted, { only }), checkTokenKeeper(fc, counted, { only })])
    expect([open, most]).toEqual([0, 1])
  })

  it('is refused with ERR_OPTION if it cannot be meant', async () => {
    const refused = async (adapter: unknown, options = {}) =>
      expect(checkTokenKeeper(fc, adapter as TokenKeeperAdapter, options)).rejects.toMatchObject({
        code: 'ERR_OPTION',
      })
    await refused({ ...halflife, open: undefined })
    await refused({ ...halflife, time: 'local' })
    await refused({ ...halflife, notPromised: { 'always-early': 'why not' } })
    await refused(halflife, { only: ['always-early'] })
    await refused(halflife, { seed: 0.5 })
    await refused(halflife, { runs: NaN })
  })

  it('may fail to open: the check rejects, and does not wait for ever', async () => {
    const failing = { ...halflife, open: () => Promise.reject(new TypeError('no')) }
    await expect(checkTokenKeeper(fc, failing)).rejects.toThrow(TypeError)
    const hanging = { ...halflife, open: () => new Promise<never>(() => {}) }
    await expect(checkTokenKeeper(fc, hanging)).rejects.toThrow('did not settle within a minute')
  })
})
