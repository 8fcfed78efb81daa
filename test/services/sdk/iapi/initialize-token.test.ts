import { DolbyIoIAPI, type RefreshAccessToken } from 'halflife/sdk'
import { describe, expect, it } from 'vitest'
import { answered, first, minuteMs, tokenAt } from '../react-native/stage.ts'
import { listening } from '../setting.ts'
import { hourMs, startKeyholder } from './stage.ts'

const start = (options = {}) => listening((all) => new DolbyIoIAPI(all), options)

describe('initializeToken of IAPI', () => {
  it('with null asks for the first token at once, as expired, and resolves to true', async () => {
    const { callback, call, told } = answered()
    const { sdk, clock } = start()
    expect(await sdk.initializeToken(null, callback)).toBe(true)
    await clock.settle()
    expect(told).toEqual([[true]])
    expect(() => sdk.tokenSession.token()).toThrow('expired')
    call(1).resolve(first)
    expect(await sdk.tokenSession.freshToken()).toBe(first)
  })

  it('with a token asks at one half of its life', async () => {
    const { callback, told } = answered()
    const { sdk, clock } = start()
    expect(await sdk.initializeToken(first, callback)).toBe(true)
    expect(sdk.tokenSession.token()).toBe(first)
    clock.advance(minuteMs / 2)
    await clock.settle()
    expect(told).toEqual([[false]])
  })

  it.each([
    [undefined, 'ERR_OPTION', 'the access token is undefined'],
    ['a b', 'ERR_TOKEN_MALFORMED', 'not a string of visible characters'],
  ])('refuses %j', async (token, code, message) => {
    const refused = start().sdk.initializeToken(token as never, async () => first)
    await expect(refused).rejects.toMatchObject({ code, message: expect.stringContaining(message) })
  })

  it('does as the original does, if asked to be faithful', async () => {
    const { callback, told } = answered()
    const { sdk, clock } = start({ faithful: true })
    await sdk.initializeToken('a b', callback)
    await sdk.initializeToken(null, (() => {}) as unknown as RefreshAccessToken)
    await clock.settle()
    expect(told).toEqual([[]])
  })

  it('takes over from initialize, and its callback is asked from then on', async () => {
    const { callback, told } = answered()
    const { initialize, sdk, clock, pass, grants } = await startKeyholder()
    await initialize()
    await sdk.initializeToken(tokenAt(clock.now()), callback)
    await pass(minuteMs / 2)
    expect(told).toEqual([[false]])
    expect(grants()).toEqual(['client_credentials'])
  })

  it('gives way to initialize, and its callback is asked no more', async () => {
    const { callback, count } = answered()
    const { initialize, sdk, clock, pass, grants } = await startKeyholder()
    await sdk.initializeToken(tokenAt(clock.now()), callback)
    await initialize()
    await pass(hourMs / 2)
    expect(count()).toBe(0)
    expect(grants()).toEqual(['client_credentials', 'refresh_token'])
  })
})
