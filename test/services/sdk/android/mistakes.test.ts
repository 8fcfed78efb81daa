import { type AndroidRefreshCallback, type AndroidTokenCallback, createAndroidSdk } from 'halflife/sdk'
import { describe, expect, it } from 'vitest'
import { opaque, thrown, uncaught } from '../../session/setting.ts'
import { at, first, follow, setting } from '../answering/setting.ts'

/** An SDK with a callback, and a token of a minute. */
function start(callback: AndroidRefreshCallback) {
  const { options, ...rest } = setting()
  const VoxeetSDK = createAndroidSdk(options)
  const followed = follow(VoxeetSDK)
  VoxeetSDK.initialize(first, callback)
  return { ...rest, ...followed }
}

describe('an answer on Android', () => {
  it('that never comes fails the attempt when its time is out, with a hint', async () => {
    const { pass, hints, reasons } = start(() => {})
    await pass(60)
    expect(reasons()[0]).toBe('timed-out')
    expect(hints()[0]).toBe(
      'The callback of initialize gave no token within 30000 ms. Is ok() or error() called on every path, also when the request fails? Give its request a time-out.',
    )
  })

  it('that comes after its time is still taken', async () => {
    const waiting: AndroidTokenCallback[] = []
    const { pass, token } = start((_isExpired, callback) => {
      waiting.push(callback)
    })
    await pass(61)
    at(waiting, 0).ok(opaque('late'))
    await pass(0)
    expect(token()).toBe('late')
  })

  it('is an error, of which name, code and status are kept, and nothing else', async () => {
    const { pass, hints, heard, reasons, token } = start((_isExpired, { error }) =>
      error(Object.assign(new TypeError('a secret'), { code: 'ECONNREFUSED', status: 503 })),
    )
    await pass(30)
    expect(reasons()).toEqual(['threw'])
    expect(heard).toContainEqual(
      expect.objectContaining({ error: { name: 'TypeError', code: 'ECONNREFUSED', status: 503 } }),
    )
    expect(hints()).toEqual([
      'The callback of initialize failed (TypeError ECONNREFUSED 503): there is no new token. The one in use stays until it ends.',
    ])
    expect(token()).toBe('first')
  })

  it.each([
    ['ok, then ok', 'one'],
    ['ok, then error', 'one'],
    ['error, then ok', 'first'],
  ])('is the first one, with a hint: %s', async (order, expected) => {
    const tokens = ['one', 'two']
    const { pass, hints, token } = start((_isExpired, callback) => {
      for (const name of order.split(', then ')) {
        if (name === 'error') callback.error(new Error('There is none.'))
        else callback.ok(opaque(tokens.shift() as string))
      }
    })
    await pass(30)
    expect(token()).toBe(expected)
    expect(hints()).toContain(
      'The callback of initialize answered one attempt twice: only the first answer counts.',
    )
  })

  it.each([
    [
      null,
      'The callback of initialize called ok() with null. If there is no token to be had, call error() with the reason:',
    ],
    [undefined, 'The callback of initialize called ok() with undefined: was the token handed on?'],
    ['', 'The callback of initialize called ok() with an empty string.'],
    ['first', 'The callback of initialize called ok() with the token that is in use already.'],
  ])('that is %j gets a hint', async (given, hint) => {
    const { pass, hints, token } = start((_isExpired, { ok }) =>
      ok(given === 'first' ? first : (given as unknown as string)),
    )
    await pass(30)
    expect(hints()).toEqual([expect.stringContaining(hint)])
    expect(token()).toBe('first')
  })
})

describe('a callback of Android', () => {
  it('that throws at once fails the attempt, with a hint', async () => {
    const { pass, hints } = start(() => {
      throw new TypeError('not kept')
    })
    await pass(30)
    expect(hints()).toEqual([
      'The callback of initialize threw at once (TypeError), before it could give a token.',
    ])
  })

  it('that is async and rejects fails the attempt at once; nobody has an unhandled rejection', async () => {
    const errors = uncaught()
    const { pass, reasons } = start(async () => {
      throw new TypeError('fetch failed')
    })
    await pass(30)
    expect(reasons()).toEqual(['threw'])
    await new Promise((resolve) => void setImmediate(resolve))
    expect(errors).toEqual([])
  })

  it('that returns the token gets a hint', async () => {
    const returnsIt = (() => opaque('returned')) as unknown as AndroidRefreshCallback
    const { pass, hints } = start(returnsIt)
    await pass(30)
    expect(hints()).toEqual([
      'The callback of initialize returned a value, which nobody reads: call ok() with the token.',
    ])
  })
})

describe('initialize of Android', () => {
  it('refuses what is no token, and what is no callback', () => {
    const attempt = (...given: unknown[]) =>
      thrown(() =>
        follow(createAndroidSdk(setting().options)).sdk.initialize(
          ...(given as [string, AndroidRefreshCallback]),
        ),
      )
    expect(attempt(null, () => {}).message).toBe(
      'initialize: the access token is null. Await the first one from your server before the call.',
    )
    expect(attempt(first, { ok() {}, error() {} }).message).toBe('initialize needs a callback: a function.')
  })
})
