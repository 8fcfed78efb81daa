import { createIosSdk, type IosRefreshCallback, type IosRefreshTokenClosure } from 'halflife/sdk'
import { describe, expect, it } from 'vitest'
import { opaque, rejection, thrown, uncaught } from '../../session/setting.ts'
import { at, first, follow, setting } from '../answering/setting.ts'

/** An SDK with a callback, and a token of a minute. */
function start(callback: IosRefreshCallback) {
  const { options, ...rest } = setting()
  const VoxeetSDK = createIosSdk(options)
  const followed = follow(VoxeetSDK)
  VoxeetSDK.initialize(first, callback)
  return { ...rest, ...followed }
}

describe('a closure of iOS', () => {
  it('that is never called fails the attempt when its time is out, with a hint', async () => {
    const { pass, hints, reasons, token } = start(() => {})
    await pass(40)
    expect(hints()).toEqual([])
    await pass(20)
    expect(reasons()[0]).toBe('timed-out')
    expect(hints()[0]).toBe(
      'The callback of initialize gave no token within 30000 ms. Is its closure called on every path, also when the request fails? Give its request a time-out.',
    )
    expect(token).toThrow('expired')
  })

  it('that is called after its time is still heard', async () => {
    const closures: IosRefreshTokenClosure[] = []
    const { pass, token, reasons } = start((closure) => {
      closures.push(closure)
    })
    await pass(61)
    expect(reasons()).toEqual(['timed-out'])
    at(closures, 0)(opaque('late'))
    await pass(0)
    expect(token()).toBe('late')
  })

  it('that is called after another brought a token is heard no more', async () => {
    const closures: IosRefreshTokenClosure[] = []
    const { pass, token, types } = start((closure) => {
      closures.push(closure)
    })
    await pass(45)
    at(closures, 1)(opaque('newer'))
    await pass(0)
    at(closures, 0)(opaque('older'))
    await pass(0)
    expect(token()).toBe('newer')
    expect(types()).toContain('refresh.ignored')
  })

  it('that is called twice is heard once, with a hint', async () => {
    const { pass, hints, token } = start((closure) => {
      closure(opaque('one'))
      closure(opaque('two'))
    })
    await pass(30)
    expect(token()).toBe('one')
    expect(hints()).toEqual([
      'The callback of initialize answered one attempt twice: only the first answer counts.',
    ])
  })

  it('that is called with null has no token to give: the attempt failed', async () => {
    const { pass, hints, reasons, token } = start((closure) => closure(null))
    await pass(30)
    expect(reasons()).toEqual(['missing'])
    expect(token()).toBe('first')
    expect(hints()).toEqual([
      'The callback of initialize failed: there is no new token. The one in use stays until it ends.',
    ])
  })

  it.each([
    [undefined, 'The callback of initialize called its closure with undefined: was the token handed on?'],
    ['', 'The callback of initialize called its closure with an empty string.'],
    ['first', 'The callback of initialize called its closure with the token that is in use already.'],
    [{ token: 'x' }, 'The callback of initialize called its closure with something that is no token.'],
  ])('that is called with %j gets a hint', async (given, hint) => {
    const { pass, hints, token } = start((closure) =>
      closure(given === 'first' ? first : (given as unknown as string)),
    )
    await pass(30)
    expect(hints()).toEqual([expect.stringContaining(hint)])
    expect(token()).toBe('first')
  })
})

describe('a callback of iOS', () => {
  it('that throws at once fails the attempt, with a hint', async () => {
    const { pass, hints, reasons } = start(() => {
      throw new TypeError('not kept')
    })
    await pass(30)
    expect(reasons()).toEqual(['threw'])
    expect(hints()).toEqual([
      'The callback of initialize threw at once (TypeError), before it could give a token.',
    ])
  })

  it('that is async and rejects fails the attempt at once; nobody has an unhandled rejection', async () => {
    const errors = uncaught()
    const { pass, hints, reasons } = start(async () => {
      throw new TypeError('fetch failed')
    })
    await pass(30)
    expect(reasons()).toEqual(['threw'])
    expect(hints()).toEqual([
      'The callback of initialize failed (TypeError): there is no new token. The one in use stays until it ends.',
    ])
    await new Promise((resolve) => void setImmediate(resolve))
    expect(errors).toEqual([])
  })

  it.each([
    ['throws', true],
    ['rejects', false],
  ])('that %s after it answered has answered, with a hint', async (_, isAtOnce) => {
    const errors = uncaught()
    const fail = () => {
      throw new TypeError('afterwards')
    }
    const { pass, hints, token, reasons } = start((closure) => {
      closure(opaque('given'))
      if (isAtOnce) fail()
      return Promise.resolve().then(fail)
    })
    await pass(30)
    expect(token()).toBe('given')
    expect(reasons()).toEqual([])
    expect(hints()).toEqual([
      'The callback of initialize failed after it had answered. The answer counts; look at what it does next.',
    ])
    expect(errors).toEqual([])
  })

  it('that returns the token, in place of calling its closure, gets a hint', async () => {
    const returnsIt = (async () => opaque('returned')) as unknown as IosRefreshCallback
    const { pass, hints, token } = start(returnsIt)
    await pass(30)
    expect(token()).toBe('first')
    expect(hints()).toEqual([
      'The callback of initialize returned a value, which nobody reads: call the closure with the token.',
    ])
  })
})

describe('initialize of iOS', () => {
  const { options } = setting()
  const attempt = (...given: unknown[]) =>
    thrown(() => follow(createIosSdk(options)).sdk.initialize(...(given as [string, IosRefreshCallback])))

  it('refuses what is no token, and what is no callback', () => {
    const callback = () => {}
    expect(attempt(null, callback)).toMatchObject({
      code: 'ERR_OPTION',
      message: 'initialize: the access token is null. Await the first one from your server before the call.',
    })
    expect(attempt(undefined, callback).message).toContain('is undefined')
    expect(attempt(Promise.resolve(''), callback).message).toContain('is a promise')
    expect(attempt('', callback)['code']).toBe('ERR_TOKEN_MALFORMED')
    expect(attempt(first, undefined)).toMatchObject({
      code: 'ERR_OPTION',
      message: 'initialize needs a callback: a function.',
    })
  })

  it('refused leaves the SDK uninitialized, and may be called again', async () => {
    const { pass, options } = setting()
    const { sdk, token } = follow(createIosSdk(options))
    thrown(() => sdk.initialize('no token', () => {}))
    await expect(rejection(sdk.session.open())).resolves.toMatchObject({ code: 'ERR_OPTION' })
    expect(thrown(() => sdk.tokenSession).message).toBe('Call initialize first.')
    sdk.initialize(first, (closure) => closure(opaque('second')))
    await pass(30)
    expect(token()).toBe('second')
  })

  it('called again takes the new token and the new callback', async () => {
    const { pass, sdk, token } = start((closure) => closure(opaque('of-the-first')))
    sdk.initialize(opaque('another'), (closure) => closure(opaque('of-the-second')))
    expect(token()).toBe('another')
    await pass(30)
    expect(token()).toBe('of-the-second')
  })
})
