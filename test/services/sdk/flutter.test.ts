import { createDolbyioCommsSdk, type DolbyioCommsSdk, profiles } from 'halflife/sdk'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { opaque } from '../session/setting.ts'
import { travels } from './journey.ts'
import { listening } from './setting.ts'

travels(profiles.flutter, async ({ accessToken, nextToken, options }) => {
  const sdk = createDolbyioCommsSdk(options)
  await sdk.initializeToken(accessToken, (isExpired) => nextToken(isExpired))
  return sdk
})

/** What a callback is called with, for each of the three points. */
async function argsOf(faithful: boolean) {
  const { sdk, clock } = listening(createDolbyioCommsSdk, { faithful })
  const args: unknown[][] = []
  await sdk.initializeToken(opaque('token-0'), async (...all: unknown[]) => {
    args.push(all)
    return null
  })
  await clock.advanceAsync(60_000)
  return args
}

describe('the Flutter surface', () => {
  it('tells the callback isExpired, as documented', async () => {
    expect(await argsOf(false)).toEqual([[false], [false], [true]])
  })

  it('tells it nothing when it is faithful, as its bridge does', async () => {
    expect(await argsOf(true)).toEqual([[], [], []])
  })

  it.each([false, true])('takes null for a failed attempt, and says so; faithful: %s', async (faithful) => {
    const { sdk, clock, diagnostics } = listening(createDolbyioCommsSdk, { faithful })
    await sdk.initializeToken(opaque('token-0'), async () => null)
    await clock.advanceAsync(30_000)
    expect(sdk.tokenSession.token()).toBe('token-0')
    expect(diagnostics).toMatchObject([
      {
        kind: 'answered-null',
        message:
          'The callback of initializeToken returned null. If there is no token to be had, throw: an attempt without a token is a failed one.',
      },
    ])
  })

  it.each([false, true])('uses the newest callback; faithful: %s', async (faithful) => {
    const { sdk, clock } = listening(createDolbyioCommsSdk, { faithful })
    await sdk.initializeToken(opaque('token-0'), async () => opaque('of-the-first'))
    await sdk.initializeToken(opaque('token-1'), async () => opaque('of-the-second'))
    await clock.advanceAsync(30_000)
    expect(sdk.tokenSession.token()).toBe('of-the-second')
  })

  it('rejects what cannot be a token or a callback', async () => {
    const { sdk } = listening(createDolbyioCommsSdk)
    const none = sdk.initializeToken(null as never, async () => null)
    await expect(none).rejects.toMatchObject({
      code: 'ERR_OPTION',
      message: expect.stringContaining('is null'),
    })
    const noCallback = sdk.initializeToken(opaque('token-0'), undefined as never)
    await expect(noCallback).rejects.toMatchObject({ code: 'ERR_OPTION' })
    await expect(sdk.initializeToken('', async () => null)).rejects.toMatchObject({
      code: 'ERR_TOKEN_MALFORMED',
    })
  })
})

describe('what users of the Flutter SDK write', () => {
  const sdk = {} as DolbyioCommsSdk
  const requestNewToken = async () => 'token'

  it('compiles', () => {
    const written = async () => {
      await sdk.initializeToken('token', () => {
        return requestNewToken()
      })
      await sdk.initializeToken('token', async () => null)
      await sdk.initializeToken('token', async (isExpired) => (isExpired ? null : requestNewToken()))
    }
    expect(written).toBeTypeOf('function')
    expectTypeOf(sdk.initializeToken).returns.toEqualTypeOf<Promise<void>>()
  })

  it('does not compile where it would go wrong', () => {
    const wrong = () => {
      // @ts-expect-error without a token, there is nothing to keep
      sdk.initializeToken(null, requestNewToken)
      // @ts-expect-error a return is missing
      sdk.initializeToken('token', async () => {
        await requestNewToken()
      })
      // @ts-expect-error it resolves with the token, not at once
      sdk.initializeToken('token', () => 'token')
      // @ts-expect-error a promise of a token is none: await it
      sdk.initializeToken(requestNewToken(), requestNewToken)
      // @ts-expect-error it is told one thing
      sdk.initializeToken('token', async (_isExpired: boolean, _more: string) => null)
    }
    expect(wrong).toBeTypeOf('function')
  })
})
