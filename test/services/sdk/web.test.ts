import type { GivenToken, Session } from 'halflife'
import { createWebSdk, profiles, type WebSdk } from 'halflife/sdk'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { callback, opaque, startMs, told } from '../session/setting.ts'
import { travels } from './journey.ts'
import { listening } from './setting.ts'

travels(profiles.web, ({ accessToken, nextToken, options }) => {
  const VoxeetSDK = createWebSdk(options)
  VoxeetSDK.initializeToken(accessToken, async (isExpired) => nextToken(isExpired))
  return VoxeetSDK
})

describe('the Web surface', () => {
  it.each([false, true])('tells the callback isExpired, and nothing else; faithful: %s', async (faithful) => {
    const { sdk, clock } = listening(createWebSdk, { faithful })
    const args: unknown[][] = []
    sdk.initializeToken(opaque('token-0'), async (...all: [boolean]) => {
      args.push(all)
      throw new Error('no token')
    })
    await clock.advanceAsync(60_000)
    expect(args.map((all) => all.slice(0, 1))).toEqual([[false], [false], [true]])
    // The original is documented to tell no more: a callback with a default for a second one must keep it.
    expect(args.map(({ length }) => length)).toEqual([1, 1, 1])
  })

  it('asks when the platform rejects the token', async () => {
    const { sdk, clock } = listening(createWebSdk)
    const { calls, refresh } = callback(clock)
    sdk.initializeToken(opaque('token-0'), async (isExpired) =>
      refresh(isExpired, { attempt: 1, stage: 'rejection', signal: new AbortController().signal }),
    )
    sdk.tokenSession.reportRejected('token-0')
    expect(told(calls)).toEqual([[1, 'rejection', true]])
  })

  it.each([
    [null, 'initializeToken: the access token is null. Await the first one from your server before the call'],
    [undefined, 'initializeToken: the access token is undefined.'],
    [Promise.resolve('token'), 'initializeToken: the access token is a promise.'],
  ])('refuses %o as a first token', (token, message) => {
    const { sdk } = listening(createWebSdk)
    const call = () => sdk.initializeToken(token as never, async () => '')
    expect(call).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION', message: expect.stringContaining(message) }),
    )
  })

  it('opens with a token that is dead already, and asks at once', async () => {
    const { sdk, clock } = listening(createWebSdk)
    const asked: boolean[] = []
    sdk.initializeToken({ value: 'dead', expiresAtMs: startMs - 1 }, async (isExpired) => {
      asked.push(isExpired)
      return opaque('token-1')
    })
    await clock.settle()
    expect(asked).toEqual([true])
    expect(sdk.tokenSession.token()).toBe('token-1')
  })

  it('knows nothing of others', async () => {
    const [one, two] = [listening(createWebSdk), listening(createWebSdk)]
    one.sdk.initializeToken(opaque('token-0'), async () => opaque('token-1'))
    expect(() => two.sdk.tokenSession).toThrow(expect.objectContaining({ code: 'ERR_NOT_INITIALIZED' }))
    await one.clock.advanceAsync(30_000)
    expect([one.types().length > 0, two.types()]).toEqual([true, []])
  })
})

describe('what users of the Web SDK write', () => {
  const sdk = {} as WebSdk
  const fetchToken = async () => 'token'

  it('compiles', () => {
    const written = () => {
      sdk.initializeToken('token', async (isExpired) => {
        expectTypeOf(isExpired).toEqualTypeOf<boolean>()
        if (isExpired) throw 'The access token has expired.'
        return await fetchToken()
      })
      sdk.initializeToken('token', () => fetchToken())
      sdk.initializeToken('token', async (isExpired: boolean) => (isExpired ? fetchToken() : 'token'))
      sdk.initializeToken({ value: 'opaque', expiresInSeconds: 60 }, fetchToken)
      sdk.on('participant.kicked', ({ generation }) => expectTypeOf(generation).toEqualTypeOf<number>())
      sdk.on('left', ({ why }) => expectTypeOf(why).toEqualTypeOf<'left' | 'kicked' | 'gone'>())
      sdk.on('*', ({ type, atMs }) => `${type} ${atMs}`).unsubscribe()
      createWebSdk({ platform: 'https://api.example.com', faithful: true, onDiagnostic: ({ kind }) => kind })
    }
    expect(written).toBeTypeOf('function')
    expectTypeOf(sdk.tokenSession).toEqualTypeOf<Session>()
    expectTypeOf(sdk.initializeToken).parameter(0).toEqualTypeOf<GivenToken>()
  })

  it('does not compile where it would go wrong', () => {
    const wrong = () => {
      // @ts-expect-error without a token, there is nothing to keep
      sdk.initializeToken(null, fetchToken)
      // @ts-expect-error a promise of a token is none: await it
      sdk.initializeToken(fetchToken(), fetchToken)
      // @ts-expect-error the callback is no token
      sdk.initializeToken('token', 'token')
      // @ts-expect-error without a callback
      sdk.initializeToken('token')
      // @ts-expect-error a return is missing
      sdk.initializeToken('token', async () => {
        await fetchToken()
      })
      // @ts-expect-error it resolves with the token, not at once
      sdk.initializeToken('token', () => 'token')
      // @ts-expect-error no token is said by throwing
      sdk.initializeToken('token', async () => null)
      // @ts-expect-error the server's whole answer is no token
      sdk.initializeToken('token', async () => ({ access_token: 'token' }))
      // @ts-expect-error an option of sessions that the method's own arguments are
      createWebSdk({ token: 'token' })
      // @ts-expect-error the policy is the profile's
      createWebSdk({ policy: 'kick' })
      // @ts-expect-error there is no such event
      sdk.on('participant.kickd', () => {})
    }
    expect(wrong).toBeTypeOf('function')
  })
})
