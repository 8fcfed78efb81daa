import { createIosSdk, type IosRefreshCallback, type IosRefreshTokenClosure } from 'halflife/sdk'
import { describe, expect, it } from 'vitest'
import { jwt, startMs, thrown } from '../../session/setting.ts'
import { at, follow, setting } from '../answering/setting.ts'

const accessToken = jwt(startMs, startMs + 60_000)
const newToken = jwt(startMs + 30_000, startMs + 90_000)

/** What an app has: it calls back with a token. */
const fetchToken = (done: (token: string) => void) => done(newToken)
const requestToken = async () => newToken

/** Initializes, and lets half of the token's life pass. @returns the token in use */
async function refreshedBy(callback: IosRefreshCallback) {
  const { options, pass } = setting()
  const { sdk: VoxeetSDK, token } = follow(createIosSdk(options))
  VoxeetSDK.initialize(accessToken, callback)
  await pass(30)
  return token()
}

describe('what users of the iOS SDK write', () => {
  it('compiles, and brings the token', async () => {
    const stored: IosRefreshTokenClosure[] = []
    const callbacks: IosRefreshCallback[] = [
      (refreshTokenClosure, isExpired) => {
        if (!isExpired) fetchToken((token) => refreshTokenClosure(token))
      },
      (refreshTokenClosure, _) => fetchToken(refreshTokenClosure),
      async (closure) => closure(await requestToken()),
      (closure) => requestToken().then(closure),
      (closure) => {
        requestToken().then(closure, () => closure(null))
      },
      (closure) => {
        stored.push(closure)
        queueMicrotask(() => at(stored, 0)(newToken))
      },
    ]
    for (const callback of callbacks) expect(await refreshedBy(callback)).toBe(newToken)
  })
})

describe('what they must not write', () => {
  const sdk = () => follow(createIosSdk(setting().options)).sdk

  it('does not compile where the callback returns the token', async () => {
    // @ts-expect-error: the closure takes it
    expect(await refreshedBy(requestToken)).toBe(accessToken)
    // @ts-expect-error: the closure takes it
    expect(await refreshedBy(() => newToken)).toBe(accessToken)
  })

  it('does not compile where the arguments of the callback are the other way round', async () => {
    // @ts-expect-error: the closure comes first
    const wrong: IosRefreshCallback = (isExpired: boolean, closure: IosRefreshTokenClosure) =>
      closure(isExpired ? null : newToken)
    expect(await refreshedBy(wrong)).toBe(accessToken)
  })

  it('does not compile where the closure is given a promise, or nothing', async () => {
    // @ts-expect-error: await it first
    await refreshedBy((closure) => closure(requestToken()))
    // @ts-expect-error: null says that there is none
    expect(await refreshedBy((closure) => closure())).toBe(accessToken)
  })

  it('does not compile where the first token, or the callback, is missing', () => {
    // @ts-expect-error: the first token is needed
    expect(thrown(() => sdk().initialize(null, () => {})).message).toContain('is null')
    // @ts-expect-error: await it first
    expect(thrown(() => sdk().initialize(requestToken(), () => {})).message).toContain('is a promise')
    // @ts-expect-error: the callback is needed
    expect(thrown(() => sdk().initialize(accessToken)).message).toContain('needs a callback')
  })

  it('does not compile where an option is unknown', () => {
    // @ts-expect-error: it is `platform`
    expect(thrown(() => createIosSdk({ url: 'https://api.example.com' })).message).toContain(
      'url is no option',
    )
  })
})
