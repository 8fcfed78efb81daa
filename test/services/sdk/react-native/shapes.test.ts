import type original from '@dolbyio/comms-sdk-react-native'
import { CommsAPI, createCommsApi, DolbyIoIAPI, type RefreshAccessToken } from 'halflife/sdk'
import { describe, expect, expectTypeOf, it } from 'vitest'

// What users of the original write compiles; what they must not write does not. The compiler is the test.

declare const token: string
declare const tokenOrNone: string | null
declare const fetchToken: () => Promise<string>

/** Never called: it only has to compile, or not to. */
async function written(api: CommsAPI, sdk: DolbyIoIAPI) {
  await api.initializeToken(token, fetchToken)
  await api.initializeToken(token, async () => token)
  await api.initializeToken(tokenOrNone, async (isExpired) => (isExpired ? fetchToken() : token))
  await api.initializeToken(token, async (isExpired?: boolean) => `${isExpired}`)
  api.initialize('key', 'secret').then(() => api.session.open({ name: 'Alice' }))
  await api.conference.join(await api.conference.create({ alias: 'room' }))
  const isReady: boolean = await sdk.initializeToken(null, fetchToken)
  const isReadyToo: boolean = await sdk.initialize('key', 'secret')
  await sdk.conference.leave()
  await sdk.session.close()

  // @ts-expect-error the callback is not optional
  await api.initializeToken(token)
  // @ts-expect-error a callback without return
  await api.initializeToken(token, async () => {})
  // @ts-expect-error a callback that gives no promise
  await api.initializeToken(token, () => token)
  // @ts-expect-error a callback that may give none
  await api.initializeToken(token, async () => tokenOrNone)
  // @ts-expect-error a promise in place of the token
  await api.initializeToken(fetchToken(), fetchToken)
  // @ts-expect-error a token that may be missing
  await api.initializeToken(undefined, fetchToken)
  // @ts-expect-error isExpired is a boolean
  await api.initializeToken(token, async (isExpired: string) => isExpired)
  // @ts-expect-error the secret is missing
  await api.initialize('key')
  // @ts-expect-error the key is a string
  await sdk.initialize(null, 'secret')
  // @ts-expect-error a callback without return
  await sdk.initializeToken(null, async () => {})
  // @ts-expect-error private, truly
  sdk.refreshAccessTokenInBackground
  // @ts-expect-error no option of an SDK
  createCommsApi({ policy: 'stay' })
  return [isReady, isReadyToo]
}

type Original = typeof original.default
type Entries = 'initialize' | 'initializeToken'

describe('the shape of CommsAPI', () => {
  it('is that which its users write, and no other', () => {
    expect(written).toBeTypeOf('function')
  })

  it('takes what the published types take, and gives what they give', () => {
    expectTypeOf<Pick<CommsAPI, Entries>>().toExtend<Pick<Original, Entries>>()
    expectTypeOf<Parameters<Original['initializeToken']>[1]>().toExtend<RefreshAccessToken>()
    expectTypeOf<keyof CommsAPI>()
      .extract<'conference' | 'session'>()
      .toEqualTypeOf<'conference' | 'session'>()
  })

  it('is that of a class, of which each call makes one that knows nothing of others', () => {
    const [one, other] = [createCommsApi(), createCommsApi()]
    expect(one).toBeInstanceOf(CommsAPI)
    expect(one).not.toBe(other)
    expect(one.session).not.toBe(other.session)
    expect(one.profile.name).toBe('react-native')
  })
})

describe('the shape of DolbyIoIAPI', () => {
  it('is that of its page: two methods, two properties, and a field that is private', () => {
    expectTypeOf<DolbyIoIAPI['initialize']>().toEqualTypeOf<
      (consumerKey: string, consumerSecret: string) => Promise<boolean>
    >()
    expectTypeOf<DolbyIoIAPI['initializeToken']>().toEqualTypeOf<
      (
        accessToken: string | null,
        refreshAccessToken: (isExpired?: boolean) => Promise<string>,
      ) => Promise<boolean>
    >()
    const sdk = new DolbyIoIAPI()
    expect(sdk).toMatchObject({ conference: expect.any(Object), session: expect.any(Object) })
    expect(Reflect.ownKeys(sdk).map(String)).not.toContainEqual(expect.stringContaining('InBackground'))
  })
})
