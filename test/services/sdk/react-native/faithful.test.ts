import { createCommsApi, type SurfaceOptions } from 'halflife/sdk'
import { describe, expect, it } from 'vitest'
import { startMs } from '../../session/setting.ts'
import { listening } from '../setting.ts'
import { answered, first, start, tokenAt } from './stage.ts'

// Over a token session, which plays the native part: what the conformance holds call by call, seen by an app.

const faithful = { faithful: true } as const
const day = 86_400

describe('a callback that never settles', () => {
  it('is waited for without end, if asked to be faithful', async () => {
    const { callback, call, count } = answered()
    const { pass, reasons, clock, next, token } = await start(callback, faithful)
    await pass(61)
    expect(count()).toBe(3)
    clock.advance(day * 1_000)
    await pass(1)
    expect(reasons()).toEqual([])
    const late = next('late')
    call(1).resolve(late)
    await pass(1)
    expect(token()).toBe(late)
  })

  it('is waited for as long as a time-out that is given says', async () => {
    const { pass, reasons } = await start(answered().callback, { ...faithful, refreshTimeoutMs: 5_000 })
    await pass(35)
    expect(reasons()).toEqual(['timed-out'])
  })
})

describe('an answer without a token', () => {
  it.each(['', null, undefined])('(%j) is swallowed, if asked to be faithful', async (answer) => {
    const { pass, reasons, kinds, token } = await start(async () => answer as string, faithful)
    await pass(50)
    expect(token()).toBe(first)
    expect([reasons(), kinds()]).toEqual([[], []])
  })
})

describe('a callback that fails', () => {
  const fail = async () => {
    throw Object.assign(new Error(), { code: 'UNREACHABLE', status: 503 })
  }

  it('has no reason any more, if asked to be faithful', async () => {
    const { pass, failures } = await start(fail, faithful)
    await pass(30)
    expect(failures()).toMatchObject([{ reason: 'threw', error: { name: 'Error' } }])
    expect(failures()[0]?.error).not.toHaveProperty('code')
  })

  it('keeps its reason', async () => {
    const { pass, failures } = await start(fail)
    await pass(30)
    expect(failures()).toMatchObject([{ reason: 'threw', error: { code: 'UNREACHABLE', status: 503 } }])
  })
})

describe('an answer', () => {
  /** Two calls are under way, of one half and of three quarters; the first one fails. */
  async function firstOfTwoFails(options: SurfaceOptions) {
    const { callback, call } = answered()
    const { pass, heard, reasons } = await start(callback, options)
    await pass(46)
    call(1).reject(new Error())
    await pass(1)
    return { ignored: heard.filter(({ type }) => type === 'refresh.ignored').length, reasons: reasons() }
  }

  it('answers all that wait for one, if asked to be faithful', async () => {
    expect(await firstOfTwoFails(faithful)).toEqual({ ignored: 1, reasons: ['threw', 'threw'] })
  })

  it('answers what it was asked for', async () => {
    expect(await firstOfTwoFails({})).toEqual({ ignored: 1, reasons: ['threw'] })
  })
})

describe('the callback', () => {
  it.each([
    ['is told whether the token is expired', {}, [[false], [false], [true]]],
    ['is told nothing, if asked to be faithful', faithful, [[], [], []]],
  ])('%s', async (_, options, expected) => {
    const { callback, told } = answered()
    const { pass } = await start(callback, { refreshTimeoutMs: 5_000, ...options })
    await pass(60)
    expect(told).toEqual(expected)
  })

  it('is called for one attempt at a time, however many ask; a refresh point makes another', async () => {
    const { callback, call, count } = answered()
    const { pass, sdk, next, token } = await start(callback)
    await pass(30)
    const asked = [sdk.tokenSession.refreshNow(), sdk.tokenSession.refreshNow()]
    sdk.tokenSession.reportRejected(first)
    await pass(1)
    expect(count()).toBe(1)
    await pass(14)
    expect(count()).toBe(2)
    const brought = next('brought')
    call(2).resolve(brought)
    expect(await Promise.all(asked)).toEqual([brought, brought])
    expect(token()).toBe(brought)
  })
})

describe('a second initializeToken', () => {
  const other = tokenAt(startMs, 'bob')

  it('brings its token and its callback', async () => {
    const before = answered()
    const after = answered()
    const { sdk, pass, token } = await start(before.callback)
    await sdk.initializeToken(other, after.callback)
    expect(token()).toBe(other)
    await pass(31)
    expect([before.count(), after.count()]).toEqual([0, 1])
  })

  it('brings its token, and leaves the first callback in use, if asked to be faithful', async () => {
    const before = answered()
    const after = answered()
    const { sdk, pass, token, kinds } = await start(before.callback, faithful)
    await sdk.initializeToken(other, after.callback)
    expect(token()).toBe(other)
    await pass(31)
    expect([before.count(), after.count()]).toEqual([1, 0])
    expect(kinds()).toEqual(['first-callback-kept'])
  })

  it('asks the new callback for what the one before is asked for; that one’s answer counts no more', async () => {
    const before = answered()
    const after = answered()
    const { sdk, pass, token, next } = await start(before.callback)
    await pass(60)
    expect(before.count()).toBe(3)
    // Dead already, so that the attempts under way are still wanted.
    await sdk.initializeToken(first, after.callback)
    await pass(1)
    expect(after.count()).toBeGreaterThan(0)
    before.call(3).resolve(next('before'))
    await pass(1)
    expect(token).toThrow('expired')
    const wanted = next('after')
    after.call(after.count()).resolve(wanted)
    await pass(1)
    expect(token()).toBe(wanted)
  })
})

describe('a token that is null or malformed', () => {
  it.each([null, 'malformed'])(
    '(%s) is taken, if asked to be faithful: the callback is asked',
    async (given) => {
      const { callback, call, told } = answered()
      const { clock, sdk } = listening(createCommsApi, faithful)
      expect(await sdk.initializeToken(given, callback)).toBeNull()
      await clock.settle()
      expect(told).toEqual([[]])
      call(1).resolve(first)
      await clock.settle()
      expect(sdk.tokenSession.token()).toBe(first)
    },
  )
})
