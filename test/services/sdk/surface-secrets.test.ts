import {
  CppSdk,
  createAndroidSdk,
  createCommsApi,
  createDolbyioCommsSdk,
  createIosSdk,
  createWebSdk,
  DolbyIOSDK,
  DolbyIoIAPI,
} from 'halflife/sdk'
import { describe, expect, it } from 'vitest'
import { expectNoCanary, printed, reachable } from '../session/canary.ts'
import { type OpenSurface, startStage } from './stage.ts'

const surfaces: [string, OpenSurface][] = [
  [
    'Web',
    ({ accessToken, nextToken, options }) => {
      const sdk = createWebSdk(options)
      sdk.initializeToken(accessToken, () => nextToken())
      return sdk
    },
  ],
  [
    'iOS',
    ({ accessToken, nextToken, options }) => {
      const sdk = createIosSdk(options)
      sdk.initialize(accessToken, async (closure) => closure(await nextToken()))
      return sdk
    },
  ],
  [
    'Android',
    ({ accessToken, nextToken, options }) => {
      const sdk = createAndroidSdk(options)
      sdk.initialize(accessToken, async (_isExpired, callback) => callback.ok(await nextToken()))
      return sdk
    },
  ],
  [
    'React Native',
    async ({ accessToken, nextToken, options }) => {
      const sdk = createCommsApi(options)
      await sdk.initializeToken(accessToken, () => nextToken())
      return sdk
    },
  ],
  [
    'IAPI',
    async ({ accessToken, nextToken, options }) => {
      const sdk = new DolbyIoIAPI(options)
      await sdk.initializeToken(accessToken, () => nextToken())
      return sdk
    },
  ],
  [
    'Flutter',
    async ({ accessToken, nextToken, options }) => {
      const sdk = createDolbyioCommsSdk(options)
      await sdk.initializeToken(accessToken, () => nextToken())
      return sdk
    },
  ],
  [
    'C++',
    ({ accessToken, nextToken, options }) =>
      CppSdk.create(accessToken, async (refresh) => refresh(await nextToken()), options),
  ],
  [
    '.NET',
    async ({ accessToken, nextToken, options }) => {
      const sdk = new DolbyIOSDK(options)
      await sdk.initAsync(accessToken, () => nextToken())
      return sdk
    },
  ],
]

describe('no token leaves', () => {
  it.each(surfaces)('the surface of %s: what it says, shows and throws holds none', async (_, open) => {
    const stage = await startStage(open, { retry: 'points-only' })
    const errors: unknown[] = []
    const noted = (error: unknown) => void errors.push(error)
    const { conference } = await stage.join()
    await stage.pass(31_000)
    stage.platform.faults.revoke({ externalId: 'alice' })
    await stage.sdk.conference.participants(conference).catch(noted)
    stage.authServer.outage(true, 'unavailable')
    stage.network(false)
    await stage.pass(61_000)
    await stage.sdk.conference.participants(conference).catch(noted)
    await stage.sdk.conference.leave().catch(noted)
    expect(errors.length).toBeGreaterThan(0)
    expect(stage.diagnostics.length).toBeGreaterThan(0)
    expect(stage.tokens.length).toBeGreaterThan(1)
    const all = { heard: stage.heard, said: stage.diagnostics, errors }
    for (const [what, value] of Object.entries({ ...all, sdk: stage.sdk })) {
      expectNoCanary(printed(value), stage.tokens, what)
      expectNoCanary(reachable(value), stage.tokens, what)
    }
  })
})
