import { DolbyIOSDK, type DotnetRefreshCallback } from 'halflife/sdk'
import { describe, expect, it } from 'vitest'
import { opaque, rejection, uncaught } from '../../session/setting.ts'
import { first, follow, setting } from '../answering/setting.ts'

/** An SDK with a callback, and a token of a minute. */
async function start(callback: DotnetRefreshCallback, faithful = false) {
  const { options, ...rest } = setting({ faithful })
  const followed = follow(new DolbyIOSDK(options))
  await followed.sdk.initAsync(first, callback)
  return { ...rest, ...followed }
}

describe('a callback of .NET', () => {
  it('returns the token, or a promise of it', async () => {
    const strings = await start(() => opaque('at-once'))
    const promises = await start(async () => opaque('awaited'))
    await strings.pass(30)
    await promises.pass(30)
    expect([strings.token(), promises.token()]).toEqual(['at-once', 'awaited'])
    expect([...strings.hints(), ...promises.hints()]).toEqual([])
  })

  it('that returns a promise in place of a string gets a hint, if it is to be as with .NET', async () => {
    const errors = uncaught()
    const given = await start(async () => opaque('awaited'), true)
    const failing = await start(() => Promise.reject(new TypeError('nobody looks at it')), true)
    for (const { pass, token, reasons, hints } of [given, failing]) {
      await pass(30)
      expect(token()).toBe('first')
      expect(reasons()).toEqual(['malformed'])
      expect(hints()[0]).toBe('The callback of initAsync returned a promise where a string belongs.')
    }
    await new Promise((resolve) => void setImmediate(resolve))
    expect(errors).toEqual([])
  })

  it('that returns a string is as good if it is to be as with .NET', async () => {
    const { pass, token, hints } = await start(() => opaque('at-once'), true)
    await pass(30)
    expect(token()).toBe('at-once')
    expect(hints()).toEqual([])
  })

  it('is told nothing', async () => {
    const told: unknown[][] = []
    const { pass } = await start((...given: unknown[]) => {
      told.push(given)
      return opaque(`token-${told.length}`)
    })
    await pass(60)
    expect(told).toEqual([[], []])
  })

  it('is not asked when the platform rejects the token', async () => {
    let calls = 0
    const { pass, sdk } = await start(() => opaque(`token-${++calls}`))
    sdk.tokenSession.reportRejected('first')
    await pass(29)
    expect(calls).toBe(0)
  })

  it.each<[string, () => unknown, string]>([
    ['nothing', () => undefined, 'The callback of initAsync returned undefined: is a `return` missing?'],
    [
      'null',
      () => null,
      'The callback of initAsync returned null. If there is no token to be had, throw: an attempt without a token is a failed one.',
    ],
    ['an empty string', () => '', 'The callback of initAsync returned an empty string.'],
    ['the same token', () => first, 'The callback of initAsync returned the token that is in use already.'],
    ['the whole answer', () => ({ access_token: 'x' }), 'returned something that is no token.'],
    ['a bare string', () => 'opaque', 'returned a token that does not say when it ends.'],
  ])('that returns %s gets a hint', async (_, callback, hint) => {
    const { pass, hints, token } = await start(callback as DotnetRefreshCallback)
    await pass(30)
    expect(hints()).toEqual([expect.stringContaining(hint)])
    expect(token()).toBe('first')
  })

  it('that throws, or rejects, fails the attempt, with a hint', async () => {
    const fail = () => {
      throw new TypeError('not kept')
    }
    const throwing = await start(fail)
    const rejecting = await start(async () => fail())
    await throwing.pass(30)
    await rejecting.pass(30)
    expect(throwing.hints()).toEqual([
      'The callback of initAsync threw at once (TypeError), before it could give a token.',
    ])
    expect(rejecting.hints()).toEqual([
      'The callback of initAsync failed (TypeError): there is no new token. The one in use stays until it ends.',
    ])
  })

  it('that never gives a token fails when its time is out, with a hint', async () => {
    const { pass, hints } = await start(() => new Promise(() => {}))
    await pass(60)
    expect(hints()[0]).toBe(
      'The callback of initAsync gave no token within 30000 ms. Does it wait for something that never comes? Give its request a time-out.',
    )
  })
})

describe('initAsync of .NET', () => {
  it('is refused a second time, and the first goes on', async () => {
    const { pass, sdk, token } = await start(() => opaque('of-the-first'))
    expect(await rejection(sdk.initAsync(opaque('another'), () => opaque('of-the-second')))).toMatchObject({
      code: 'ERR_ALREADY_INITIALIZED',
      message: 'Already initialized: initAsync may be called once. Close this SDK and make another.',
    })
    expect(token()).toBe('first')
    await pass(30)
    expect(token()).toBe('of-the-first')
  })

  it('is refused also after a kick', async () => {
    const { pass, sdk } = await start(() => {
      throw new TypeError('down')
    })
    sdk.tokenSession.joinedConference()
    await pass(60)
    expect(sdk.tokenSession.state).toBe('kicked')
    expect((await rejection(sdk.initAsync(first, () => opaque('x'))))['code']).toBe('ERR_ALREADY_INITIALIZED')
  })

  it('refuses what is no token, and what is no callback; then it may be called again', async () => {
    const { options } = setting()
    const { sdk, token } = follow(new DolbyIOSDK(options))
    const refused = async (...given: unknown[]) =>
      (await rejection(sdk.initAsync(...(given as [string, DotnetRefreshCallback])))).message
    expect(await refused(null, () => first)).toBe(
      'initAsync: the access token is null. Await the first one from your server before the call.',
    )
    expect(await refused(Promise.resolve('x'), () => first)).toContain('is a promise')
    expect(await refused(first)).toBe('initAsync needs a callback: a function.')
    expect(await refused('no token', () => first)).toContain('not a string of visible characters')
    await sdk.initAsync(first, () => opaque('second'))
    expect(token()).toBe('first')
  })

  it('of an SDK that is closed is refused', async () => {
    const sdk = new DolbyIOSDK(setting().options)
    await sdk.close()
    expect((await rejection(sdk.initAsync(first, () => first)))['code']).toBe('ERR_SESSION_CLOSED')
  })
})
