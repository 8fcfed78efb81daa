import { type CppRefreshCallback, type CppRefreshToken, CppSdk } from 'halflife/sdk'
import { describe, expect, it } from 'vitest'
import { opaque, thrown, uncaught } from '../../session/setting.ts'
import { at, first, follow, setting } from '../answering/setting.ts'

/** An SDK with a callback, and a token of a minute. */
function start(callback: CppRefreshCallback) {
  const { options, ...rest } = setting()
  return { ...rest, ...follow(CppSdk.create(first, callback, options)) }
}

/** An SDK whose callback stores every handle that it is given. */
function storing() {
  const handles: CppRefreshToken[] = []
  const started = start((refresh) => {
    handles.push(refresh)
  })
  return { ...started, handle: (index: number) => at(handles, index), handles }
}

describe('a stored handle of C++', () => {
  it('takes its token when there is one', async () => {
    const { pass, handle, token } = storing()
    await pass(40)
    handle(0)(opaque('fetched-meanwhile'))
    await pass(0)
    expect(token()).toBe('fetched-meanwhile')
  })

  it('is good for one call: a second one throws, and changes nothing', async () => {
    const { pass, handle, token, hints } = storing()
    await pass(30)
    handle(0)(opaque('one'))
    await pass(0)
    expect(thrown(() => handle(0)(opaque('two')))).toMatchObject({
      code: 'ERR_HANDLE_USED',
      message: 'The handle of attempt 1 was called before: it takes one token. The next attempt has its own.',
    })
    await pass(0)
    expect(token()).toBe('one')
    expect(hints()).toEqual([
      'The callback of create answered one attempt twice: only the first answer counts.',
    ])
  })

  it('throws at the second call also if the first was of no use', async () => {
    const { pass, handle } = storing()
    await pass(30)
    handle(0)('')
    expect(thrown(() => handle(0)(opaque('two')))['code']).toBe('ERR_HANDLE_USED')
  })

  it('that is dropped leaves the attempt to its time-out, with a hint', async () => {
    const { pass, hints, reasons } = start(() => {})
    await pass(60)
    expect(reasons()[0]).toBe('timed-out')
    expect(hints()[0]).toBe(
      'The callback of create gave no token within 30000 ms. Is its handle kept, and called when the token is there? Give its request a time-out.',
    )
  })

  it('whose time is out is told so, and still takes a token', async () => {
    const { pass, handle, token, reasons } = storing()
    await pass(59)
    expect(handle(0).signal.aborted).toBe(false)
    await pass(2)
    expect(handle(0).signal.aborted).toBe(true)
    expect(reasons()).toEqual(['timed-out'])
    handle(0)(opaque('late'))
    await pass(0)
    expect(token()).toBe('late')
  })

  it('does nothing once a newer one brought a token', async () => {
    const { pass, handle, token, types } = storing()
    await pass(45)
    handle(1)(opaque('newer'))
    await pass(0)
    expect(handle(0).signal.aborted).toBe(true)
    handle(0)(opaque('older'))
    await pass(0)
    expect(token()).toBe('newer')
    expect(types().at(-1)).toBe('refresh.ignored')
  })

  it('does nothing once the participant is kicked: that is final', async () => {
    const { pass, handle, handles, sdk, types } = storing()
    sdk.tokenSession.joinedConference()
    await pass(60)
    expect(types().at(-1)).toBe('participant.kicked')
    const heard = types().length
    for (const index of handles.keys()) {
      expect(handle(index).signal.aborted).toBe(true)
      handle(index)(opaque(`too-late-${index}`))
    }
    await pass(60)
    expect(sdk.tokenSession.state).toBe('kicked')
    expect(types()).toHaveLength(heard)
    expect(thrown(() => sdk.tokenSession.token()).message).toContain('kicked')
  })

  it('does nothing once the SDK is closed', async () => {
    const { pass, handle, sdk } = storing()
    await pass(30)
    await sdk.close()
    expect(handle(0).signal.aborted).toBe(true)
    handle(0)(opaque('too-late'))
    await pass(0)
    expect(thrown(() => sdk.tokenSession.token())).toMatchObject({ code: 'ERR_SESSION_CLOSED' })
  })

  it('does nothing once the callback that was given it has failed', async () => {
    const errors = uncaught()
    const handles: CppRefreshToken[] = []
    const { pass, token, reasons } = start((refresh) => {
      handles.push(refresh)
      throw new TypeError('down')
    })
    await pass(30)
    at(handles, 0)(opaque('after-all'))
    await pass(0)
    expect(token()).toBe('first')
    expect(reasons()).toEqual(['threw'])
    expect(errors).toEqual([])
  })

  it.each([
    [
      null,
      'The callback of create called its handle with null. If there is no token to be had, drop the handle, or throw:',
    ],
    [undefined, 'The callback of create called its handle with undefined: was the token handed on?'],
    ['', 'The callback of create called its handle with an empty string.'],
    ['first', 'The callback of create called its handle with the token that is in use already.'],
    ['white space', 'The callback of create called its handle with something that is no token.'],
  ])('called with %j gets a hint', async (given, hint) => {
    const { pass, hints, handle, token } = storing()
    await pass(30)
    handle(0)(given === 'first' ? first : (given as unknown as string))
    await pass(0)
    expect(hints()).toEqual([expect.stringContaining(hint)])
    expect(token()).toBe('first')
  })
})

describe('a callback of C++', () => {
  it('is told nothing but its handle', async () => {
    const told: unknown[][] = []
    const { pass } = start((...given: unknown[]) => {
      told.push(given)
    })
    await pass(45)
    expect(told).toEqual([[expect.any(Function)], [expect.any(Function)]])
  })

  it('is not asked when the platform rejects the token', async () => {
    const { pass, sdk, handles } = storing()
    sdk.tokenSession.reportRejected('first')
    await pass(29)
    expect(handles).toEqual([])
  })

  it('that throws at once fails the attempt, with a hint', async () => {
    const { pass, hints } = start(() => {
      throw new TypeError('not kept')
    })
    await pass(30)
    expect(hints()).toEqual([
      'The callback of create threw at once (TypeError), before it could give a token.',
    ])
  })

  it('that is async and rejects fails the attempt at once; nobody has an unhandled rejection', async () => {
    const errors = uncaught()
    const { pass, reasons } = start(async () => {
      throw new TypeError('fetch failed')
    })
    await pass(30)
    expect(reasons()).toEqual(['threw'])
    await new Promise((resolve) => void setImmediate(resolve))
    expect(errors).toEqual([])
  })

  it('that calls its handle twice has answered; the error of the second call hurts nobody', async () => {
    const errors = uncaught()
    const { pass, hints, token } = start(async (refresh) => {
      refresh(opaque('one'))
      refresh(opaque('two'))
    })
    await pass(30)
    expect(token()).toBe('one')
    expect(hints()).toEqual([
      'The callback of create answered one attempt twice: only the first answer counts.',
      'The callback of create failed after it had answered. The answer counts; look at what it does next.',
    ])
    expect(errors).toEqual([])
  })

  it('that returns the token gets a hint', async () => {
    const returnsIt = (async () => opaque('returned')) as unknown as CppRefreshCallback
    const { pass, hints } = start(returnsIt)
    await pass(30)
    expect(hints()).toEqual([
      'The callback of create returned a value, which nobody reads: call the handle with the token.',
    ])
  })
})

describe('create of C++', () => {
  const create = (...given: unknown[]) =>
    thrown(() => CppSdk.create(...(given as [string, CppRefreshCallback])))

  it('refuses what is no token, and what is no callback', () => {
    expect(create(null, () => {}).message).toBe(
      'create: the access token is null. Await the first one from your server before the call.',
    )
    expect(create(first).message).toBe('create needs a callback: a function.')
    expect(create('no token', () => {})['code']).toBe('ERR_TOKEN_MALFORMED')
    expect(create(first, () => {}, { tocken: 1 }).message).toContain('tocken is no option of an SDK')
  })

  it('makes SDKs that know nothing of each other', async () => {
    const { options, pass } = setting()
    const one = follow(CppSdk.create(first, (refresh) => refresh(opaque('of-one')), options))
    const two = follow(CppSdk.create(first, () => {}, options))
    await one.sdk.close()
    await pass(0)
    expect(two.token()).toBe('first')
  })
})
