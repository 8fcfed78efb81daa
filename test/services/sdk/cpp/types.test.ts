import { type CppRefreshCallback, type CppRefreshToken, CppSdk, type SurfaceOptions } from 'halflife/sdk'
import { describe, expect, it } from 'vitest'
import { jwt, startMs, thrown } from '../../session/setting.ts'
import { follow, setting } from '../answering/setting.ts'

const accessToken = jwt(startMs, startMs + 60_000)
const newToken = jwt(startMs + 30_000, startMs + 90_000)
const requestToken = async (_request?: { signal: AbortSignal }) => newToken

/** Creates, and lets half of the token's life pass. @returns the token in use */
async function refreshedBy(callback: CppRefreshCallback) {
  const { options, pass } = setting()
  const { token } = follow(CppSdk.create(accessToken, callback, options))
  await pass(30)
  return token()
}

describe('what users of the C++ SDK write', () => {
  it('compiles, and brings the token', async () => {
    let stored: CppRefreshToken | undefined
    const callbacks: CppRefreshCallback[] = [
      (cb) => {
        stored = cb
        requestToken().then((token) => stored?.(token))
      },
      (cb) => requestToken().then(cb),
      async (refresh) => refresh(await requestToken({ signal: refresh.signal })),
      (refresh: (token: string) => void) => refresh(newToken),
    ]
    for (const callback of callbacks) expect(await refreshedBy(callback)).toBe(newToken)
  })
})

describe('what they must not write', () => {
  it('does not compile where the callback returns the token', async () => {
    // @ts-expect-error: the handle takes it
    expect(await refreshedBy(requestToken)).toBe(accessToken)
  })

  it('does not compile where the callback wants to know isExpired', async () => {
    // @ts-expect-error: it is told nothing but its handle
    const curious: CppRefreshCallback = (refresh: CppRefreshToken, isExpired: boolean) =>
      isExpired === undefined ? undefined : refresh(newToken)
    expect(await refreshedBy(curious)).toBe(accessToken)
  })

  it('does not compile where the handle is given null, nothing or a promise', async () => {
    // @ts-expect-error: a token is needed
    expect(await refreshedBy((refresh) => refresh(null))).toBe(accessToken)
    // @ts-expect-error: a token is needed
    expect(await refreshedBy((refresh) => refresh())).toBe(accessToken)
    // @ts-expect-error: await it first
    await refreshedBy((refresh) => refresh(requestToken()))
  })

  it('does not compile where the SDK is made without token and callback', () => {
    // @ts-expect-error: the first token is needed
    expect(thrown(() => CppSdk.create(null, () => {})).message).toContain('is null')
    // @ts-expect-error: the callback is needed
    expect(thrown(() => CppSdk.create(accessToken)).message).toContain('needs a callback')
    const construct = (options: SurfaceOptions) => {
      // @ts-expect-error: `create` makes it
      return new CppSdk(options)
    }
    expect(thrown(() => construct(setting().options).tokenSession).message).toBe('Call create first.')
  })
})
