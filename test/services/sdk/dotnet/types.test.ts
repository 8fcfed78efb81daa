import { DolbyIOSDK, type DotnetRefreshCallback } from 'halflife/sdk'
import { describe, expect, it } from 'vitest'
import { jwt, rejection, startMs } from '../../session/setting.ts'
import { follow, setting } from '../answering/setting.ts'

const accessToken = jwt(startMs, startMs + 60_000)
const newToken = jwt(startMs + 30_000, startMs + 90_000)
const requestToken = async () => newToken

/** Initializes, and lets half of the token's life pass. @returns the token in use */
async function refreshedBy(callback: DotnetRefreshCallback) {
  const { options, pass } = setting()
  const { sdk, token } = follow(new DolbyIOSDK(options))
  await sdk.initAsync(accessToken, callback)
  await pass(30)
  return token()
}

describe('what users of the .NET SDK write', () => {
  it('compiles, and brings the token', async () => {
    const callbacks: DotnetRefreshCallback[] = [
      () => {
        return newToken
      },
      () => newToken,
      async () => await requestToken(),
      requestToken,
    ]
    for (const callback of callbacks) expect(await refreshedBy(callback)).toBe(newToken)
  })

  it('compiles where they listen, and tells what each listener is given', async () => {
    const sdk = follow(new DolbyIOSDK(setting().options)).sdk
    const said: unknown[] = []
    sdk.on('InvalidTokenError', (reason, description) => said.push(reason.length + description.length))
    sdk.on('token.rejected', ({ generation }) => said.push(generation.toFixed(0)))
    sdk.on('*', ({ type }) => said.push(type.toUpperCase()))
    await sdk.initAsync(accessToken, requestToken)
    sdk.tokenSession.reportRejected(accessToken)
    expect(said).toEqual(['Invalid_token'.length + 'Expired or invalid token'.length, '0', 'TOKEN.REJECTED'])
  })
})

describe('what they must not write', () => {
  const sdk = () => follow(new DolbyIOSDK(setting().options)).sdk

  it('does not compile where the callback returns nothing, or null', async () => {
    // @ts-expect-error: a `return` is missing
    expect(await refreshedBy(() => {})).toBe(accessToken)
    // @ts-expect-error: a `return` is missing
    expect(await refreshedBy(async () => void (await requestToken()))).toBe(accessToken)
    // @ts-expect-error: throw if there is none
    expect(await refreshedBy(() => null)).toBe(accessToken)
  })

  it('does not compile where the callback wants to know isExpired', async () => {
    // @ts-expect-error: it is told nothing
    const curious: DotnetRefreshCallback = (isExpired: boolean) => (isExpired === undefined ? '' : newToken)
    expect(await refreshedBy(curious)).toBe(accessToken)
  })

  it('does not compile where the first token, or the callback, is missing', async () => {
    // @ts-expect-error: the first token is needed
    expect((await rejection(sdk().initAsync(null, requestToken))).message).toContain('is null')
    // @ts-expect-error: await it first
    expect((await rejection(sdk().initAsync(requestToken(), requestToken))).message).toContain('a promise')
    // @ts-expect-error: the callback is needed
    expect((await rejection(sdk().initAsync(accessToken))).message).toContain('needs a callback')
  })

  it('does not compile where they listen to what there is not', () => {
    const { on } = sdk()
    // @ts-expect-error: it is InvalidTokenError
    expect(on('InvalidToken', () => {})).toHaveProperty('unsubscribe')
  })
})
