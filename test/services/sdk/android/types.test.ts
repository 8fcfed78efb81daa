import { type AndroidRefreshCallback, type AndroidTokenCallback, createAndroidSdk } from 'halflife/sdk'
import { describe, expect, it } from 'vitest'
import { jwt, startMs, thrown } from '../../session/setting.ts'
import { at, follow, setting } from '../answering/setting.ts'

const accessToken = jwt(startMs, startMs + 60_000)
const newToken = jwt(startMs + 30_000, startMs + 90_000)
const requestToken = async () => newToken

/** What an app has: it answers where it is told to. */
function callToRefreshToken(callback: AndroidTokenCallback): void {
  requestToken().then(callback.ok).catch(callback.error)
}

/** Initializes, and lets half of the token's life pass. @returns the token in use */
async function refreshedBy(callback: AndroidRefreshCallback) {
  const { options, pass } = setting()
  const { sdk: VoxeetSDK, token } = follow(createAndroidSdk(options))
  VoxeetSDK.initialize(accessToken, callback)
  await pass(30)
  return token()
}

describe('what users of the Android SDK write', () => {
  it('compiles, and brings the token', async () => {
    const stored: AndroidTokenCallback[] = []
    const callbacks: AndroidRefreshCallback[] = [
      (_, callback) => callToRefreshToken(callback),
      (isExpired, callback) => {
        if (isExpired) callback.error(new Error('The token expired.'))
        else callToRefreshToken(callback)
      },
      async (_isExpired, callback) => {
        try {
          callback.ok(await requestToken())
        } catch (error) {
          callback.error(error)
        }
      },
      (_isExpired, { ok, error }) => requestToken().then(ok, error),
      (_isExpired, callback) => {
        stored.push(callback)
        queueMicrotask(() => at(stored, 0).ok(newToken))
      },
    ]
    for (const callback of callbacks) expect(await refreshedBy(callback)).toBe(newToken)
  })
})

describe('what they must not write', () => {
  const sdk = () => follow(createAndroidSdk(setting().options)).sdk

  it('does not compile where the callback returns the token', async () => {
    // @ts-expect-error: ok() takes it
    expect(await refreshedBy(requestToken)).toBe(accessToken)
  })

  it('does not compile where the callback is that of iOS', async () => {
    // @ts-expect-error: isExpired comes first, and ok() takes the token
    const ofIos: AndroidRefreshCallback = (closure: (token: string) => void) => closure(newToken)
    expect(await refreshedBy(ofIos)).toBe(accessToken)
  })

  it('does not compile where ok() is given null, nothing or a promise', async () => {
    // @ts-expect-error: error() says that there is none
    expect(await refreshedBy((_, { ok }) => ok(null))).toBe(accessToken)
    // @ts-expect-error: the token is needed
    expect(await refreshedBy((_, { ok }) => ok())).toBe(accessToken)
    // @ts-expect-error: await it first
    await refreshedBy((_, { ok }) => ok(requestToken()))
  })

  it('does not compile where the first token, or the callback, is missing', () => {
    // @ts-expect-error: the first token is needed
    expect(thrown(() => sdk().initialize(null, () => {})).message).toContain('is null')
    // @ts-expect-error: the callback is needed
    expect(thrown(() => sdk().initialize(accessToken)).message).toContain('needs a callback')
  })
})
