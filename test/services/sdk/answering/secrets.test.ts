import {
  type AndroidTokenCallback,
  CppSdk,
  createAndroidSdk,
  createIosSdk,
  DolbyIOSDK,
  type Surface,
  type SurfaceOptions,
} from 'halflife/sdk'
import { describe, expect, it, vi } from 'vitest'
import { jwt, startMs } from '../../session/setting.ts'
import { follow, setting } from './setting.ts'

const first = jwt(startMs, startMs + 60_000, 'secret-of-the-first')
const next = jwt(startMs + 1, startMs + 90_000, 'secret-of-the-next')
/** As careless apps throw it. */
const careless = () => Object.assign(new Error(`No: ${next}`), { name: next, code: next, token: next })

/** What an app may do with an attempt, by what it was handed. */
type Deed = (give: (token: string) => void, refuse: (reason: unknown) => void) => unknown

const deeds: Record<string, Deed> = {
  'throws a token': () => {
    throw careless()
  },
  'rejects with a token': () => Promise.reject(careless()),
  'refuses with a token': (_give, refuse) => refuse(careless()),
  'gives one twice': (give) => {
    give(next)
    give(next)
  },
  'gives the one in use': (give) => give(first),
  'gives a whole answer': (give) => give({ access_token: next } as unknown as string),
  'gives one that is broken': (give) => give(`${next}\n`),
  'returns one that nobody reads': () => next,
}

const surfaces: Record<string, (deed: Deed, options: SurfaceOptions) => Surface | Promise<Surface>> = {
  ios(deed, options) {
    const sdk = createIosSdk(options)
    sdk.initialize(first, (closure) => deed(closure, () => closure(null)) as undefined)
    return sdk
  },
  android(deed, options) {
    const sdk = createAndroidSdk(options)
    const answer = ({ ok, error }: AndroidTokenCallback) => deed(ok, error) as undefined
    sdk.initialize(first, (_isExpired, callback) => answer(callback))
    return sdk
  },
  cpp: (deed, options) => CppSdk.create(first, (refresh) => deed(refresh, () => {}) as undefined, options),
  async dotnet(deed, options) {
    const sdk = new DolbyIOSDK(options)
    await sdk.initAsync(first, () => {
      const given: string[] = []
      const returned = deed(
        (token) => given.push(token),
        (reason) => {
          throw reason
        },
      )
      return (given[0] ?? returned) as string
    })
    return sdk
  },
}

describe.each(Object.keys(surfaces))('whatever an app of %s does', (name) => {
  it.each(Object.keys(deeds))('if it %s, no event and no hint holds a token', async (deed) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { options, pass } = setting({ faithful: false })
    const { onDiagnostic, ...silent } = options
    const begun = await surfaces[name]?.(deeds[deed] as Deed, silent)
    const { heard, sdk } = follow(begun as Surface)
    await pass(30)
    const told = JSON.stringify([heard, warn.mock.calls])
    warn.mockRestore()
    // Every 16 characters in a row that the tokens do not share with all JWTs of their kind.
    for (const token of [first, next])
      for (let start = 40; start + 16 <= token.length - 24; start += 1)
        expect(told).not.toContain(token.slice(start, start + 16))
    expect(heard.length + warn.mock.calls.length).toBeGreaterThan(0)
    expect(sdk.tokenSession.state).toMatch(/valid|refreshing-half/)
  })
})
