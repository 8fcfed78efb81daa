import { CommsAPI, createCommsApi, type RefreshAccessToken } from 'halflife/sdk'
import { describe, expect, it } from 'vitest'
import { jwtOf, startMs, uncaught } from '../../session/setting.ts'
import { answered, first, start, tokenAt } from './stage.ts'

const forgotten = (() => {}) as unknown as RefreshAccessToken

describe('a callback of React Native', () => {
  it.each<[string, RefreshAccessToken, reason: string, hint: string]>([
    [
      'without return',
      async () => forgotten() as unknown as string,
      'missing',
      'The callback of initializeToken returned undefined: is a `return` missing? The token in use is not replaced.',
    ],
    [
      'that resolves null',
      async () => null as unknown as string,
      'missing',
      'The callback of initializeToken returned null. ',
    ],
    [
      'that resolves an empty string',
      async () => '',
      'missing',
      'The callback of initializeToken returned an empty string. Look at what the server answered.',
    ],
    [
      'that gives the same token again',
      async () => first,
      'unchanged',
      'The callback of initializeToken returned the token that is in use already. It must ask the server for a new one',
    ],
    [
      'that gives the whole answer of the server',
      async () => ({ access_token: first }) as unknown as string,
      'malformed',
      'The callback of initializeToken returned something that is no token. Look at what the server answered: is it the whole answer',
    ],
    [
      'that gives a token without an end',
      async () => jwtOf({ sub: 'alice' }),
      'unknown-lifetime',
      'The callback of initializeToken returned a token that does not say when it ends.',
    ],
    [
      'that throws at once',
      () => {
        throw new TypeError('not kept')
      },
      'threw',
      'The callback of initializeToken threw at once (TypeError), before it could give a token.',
    ],
    [
      'that rejects',
      async () => {
        throw Object.assign(new Error('not kept'), { code: 'ECONNREFUSED', status: 503 })
      },
      'threw',
      'The callback of initializeToken failed (Error ECONNREFUSED 503): there is no new token. The one in use stays until it ends.',
    ],
  ])('%s fails the attempt, keeps the token, and gets a hint', async (_, callback, reason, hint) => {
    const errors = uncaught()
    const { pass, reasons, hints, token, sdk } = await start(callback)
    await pass(31)
    expect(reasons()).toEqual([reason])
    expect(hints()).toEqual([expect.stringContaining(hint)])
    expect(token()).toBe(first)
    expect(sdk.tokenSession.state).toBe('refreshing-half')
    expect(errors).toEqual([])
  })

  it('that never settles fails the attempt when its time is out, and the next one is made', async () => {
    const { callback, call, count } = answered()
    const { pass, reasons, hints, token, next } = await start(callback, { refreshTimeoutMs: 5_000 })
    await pass(35)
    expect(reasons()).toEqual(['timed-out'])
    expect(hints()).toEqual([
      expect.stringContaining('The callback of initializeToken gave no token within 5000 ms.'),
    ])
    await pass(10)
    expect(count()).toBe(2)
    call(2).resolve(next())
    await pass(1)
    expect(token()).not.toBe(first)
  })

  it('that never settles does not stop the attempts between the points, either', async () => {
    const { callback, count } = answered()
    const { pass, reasons } = await start(callback, { refreshTimeoutMs: 5_000, retry: 'backoff' })
    await pass(37)
    expect(reasons()).toEqual(['timed-out'])
    expect(count()).toBe(2)
  })

  it('that never settles is not remembered without end: sixty-four calls may still answer', async () => {
    const { callback, call, count } = answered()
    const { pass, token, next } = await start(callback, { refreshTimeoutMs: 1_000, retry: 'backoff' })
    while (count() < 70) await pass(10)
    call(count() - 64).resolve(next('forgotten'))
    await pass(1)
    expect(token).toThrow('expired')
    const late = next('late')
    call(count() - 60).resolve(late)
    await pass(1)
    expect(token()).toBe(late)
  })

  it('whose answer comes late is still heard, unless another call brought a token', async () => {
    const { callback, call } = answered()
    const { pass, token, next } = await start(callback, { refreshTimeoutMs: 5_000 })
    await pass(40)
    const late = next('late')
    call(1).resolve(late)
    await pass(1)
    expect(token()).toBe(late)
  })

  it('whose late failure is that of an old call does not fail the call that replaced it', async () => {
    const { callback, call } = answered()
    const { pass, reasons, token, next } = await start(callback, { refreshTimeoutMs: 5_000 })
    await pass(45)
    call(1).reject(new Error())
    await pass(1)
    expect(reasons()).toEqual(['timed-out'])
    const second = next('second')
    call(2).resolve(second)
    await pass(1)
    expect(token()).toBe(second)
  })

  it('keeps of the error what names it, and nothing else', async () => {
    const { pass, failures, hints } = await start(async () => {
      throw Object.assign(new Error(`for ${first}`), { name: 'AuthServerError', code: 'UNREACHABLE' })
    })
    await pass(30)
    expect(failures()).toMatchObject([{ error: { name: 'AuthServerError', code: 'UNREACHABLE' } }])
    expect(JSON.stringify([failures(), hints()])).not.toContain(first.slice(0, 16))
  })
})

describe('initializeToken of React Native', () => {
  const good = async () => tokenAt()
  const refusal = (token: unknown, callback: unknown = good) =>
    createCommsApi()
      .initializeToken(token as string, callback as RefreshAccessToken)
      .catch((error) => error)

  it.each([
    [
      null,
      'initializeToken: the access token is null. Await the first one from your server before the call.',
    ],
    [undefined, 'the access token is undefined'],
    [Promise.resolve(first), 'the access token is a promise'],
  ])('refuses %o at once', async (token, message) => {
    const error = await refusal(token)
    expect(error).toMatchObject({ code: 'ERR_OPTION', message: expect.stringContaining(message) })
  })

  it.each([
    ['', 'ERR_TOKEN_MALFORMED', 'not a string of visible characters'],
    [`${first}\n`, 'ERR_TOKEN_MALFORMED', 'not a string of visible characters'],
    ['a.b.c', 'ERR_TOKEN_MALFORMED', ''],
    ['opaque', 'ERR_LIFETIME_UNKNOWN', ''],
    [jwtOf({ exp: startMs * 1_000 }), 'ERR_LIFETIME', 'milliseconds'],
  ])('refuses the token %j at once', async (token, code, message) => {
    const error = await refusal(token)
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) })
    if (token.length > 16) expect(error.message).not.toContain(token.slice(0, 16))
  })

  it('refuses what is no callback', async () => {
    expect(await refusal(first, 'no function')).toMatchObject({
      code: 'ERR_OPTION',
      message: 'initializeToken: refreshAccessToken must be a function that returns a promise of a token.',
    })
  })

  it('refused changes nothing: the token and the callback before stay in use', async () => {
    const before = answered()
    const { sdk, pass, token } = await start(before.callback)
    await expect(sdk.initializeToken('a.b.c', good)).rejects.toThrow()
    await expect(sdk.initializeToken(first, null as never)).rejects.toThrow()
    expect(token()).toBe(first)
    await pass(30)
    expect(before.count()).toBe(1)
  })

  it('refuses nothing that is only dead: the callback is asked at once', async () => {
    const { callback, told } = answered()
    const { clock, sdk } = await start(async () => first)
    clock.advance(120_000)
    await sdk.initializeToken(tokenAt(startMs, 'bob'), callback)
    await clock.settle()
    expect(told).toEqual([[true]])
  })

  it('and initialize throw nothing at once: they reject', () => {
    const api = new CommsAPI()
    const refused = [api.initialize('', 'x'), api.initializeToken(null, good)]
    return Promise.all(refused.map((each) => expect(each).rejects.toMatchObject({ code: 'ERR_OPTION' })))
  })
})
