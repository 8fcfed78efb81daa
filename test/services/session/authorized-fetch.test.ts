import { HalflifeError, kick } from 'halflife'
import { describe, expect, it } from 'vitest'
import { until } from '../../end-to-end/until.ts'
import { attemptOf, rejecting, startApi, withCallback, withSession } from './authorized-fetch-setting.ts'
import { opaque, rejection, uncaught } from './setting.ts'

describe('when the API rejects the token', () => {
  it('the session hears of it, and the call is made once more with the next one', async () => {
    const { origin, url, tokens } = await rejecting(['token-0'])
    const { api, asked, heard, session } = withSession([origin])
    const response = await api(url)
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('here you are')
    expect(tokens()).toEqual(['token-0', 'token-1'])
    expect(asked).toEqual([1])
    expect(heard.map(({ type }) => type)).toEqual([
      'token.rejected',
      'token.expired',
      'refresh.requested',
      'token.adopted',
    ])
    expect(session.token()).toBe('token-1')
  })

  it('and the next one too, the caller gets the 401: nothing is sent a third time', async () => {
    const { origin, url, tokens } = await rejecting(['token-0', 'token-1'])
    const { api } = withSession([origin])
    const response = await api(url)
    expect(response.status).toBe(401)
    expect(await response.text()).toBe('no')
    expect(tokens()).toEqual(['token-0', 'token-1'])
  })

  it.each([
    ['throws', new Error('down')],
    ['gives the same token again', opaque('token-0')],
    ['gives nothing', undefined],
  ])('and the callback %s, the caller gets the 401', async (_, answer) => {
    const { origin, url, seen } = await rejecting(['token-0'])
    const { api, session } = withSession([origin], {
      refresh: async () => {
        if (answer instanceof Error) throw answer
        return answer as never
      },
    })
    const response = await api(url)
    expect(response.status).toBe(401)
    expect(await response.text()).toBe('no')
    expect(seen).toHaveLength(1)
    expect(session.state).toBe('expired')
  })

  it('that is not in use any more, the call is made again with the one that is, and nobody is asked', async () => {
    const { origin, url, tokens } = await rejecting(['token-0'])
    const sent: Promise<Response>[] = []
    const { api, asked, session } = withSession(
      [origin],
      {},
      {
        fetch: async (...call) => {
          const response = await fetch(...call)
          // Meanwhile another way has brought a newer token.
          if (sent.length === 0) session.supplyToken(opaque('supplied'))
          sent.push(Promise.resolve(response))
          return response
        },
      },
    )
    expect((await api(url)).status).toBe(200)
    expect(tokens()).toEqual(['token-0', 'supplied'])
    expect(asked).toEqual([])
  })

  it('of a participant who is to be kicked, a newer one is demanded all the same', async () => {
    const { origin, url, tokens } = await rejecting(['token-0'])
    const { api, session } = withSession([origin], { policy: kick })
    session.joinedConference()
    expect((await api(url)).status).toBe(200)
    expect(tokens()).toEqual(['token-0', 'token-1'])
    expect(session.state).toBe('valid')
  })

  it('of 100 calls at once, one new token is asked for, and all of them get through', async () => {
    const { origin, url, seen } = await rejecting(['token-0'])
    const { api, calls, heard } = withCallback([origin])
    const responses = Array.from({ length: 100 }, () => api(url))
    const attempt = await attemptOf(calls, 1)
    await until(() => seen.length === 100)
    await attempt.answer(opaque('token-1'))
    const statuses = (await Promise.all(responses)).map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(calls).toHaveLength(1)
    expect(heard.filter(({ type }) => type === 'token.rejected')).toHaveLength(1)
    expect(seen.filter(({ token }) => token === 'token-1')).toHaveLength(100)
  })
})

describe('a 401 that is not about the token', () => {
  it.each([
    'Bearer error="insufficient_scope", scope="conf:create"',
    'Bearer realm="api", error=invalid_request',
    'Basic realm="api", Bearer Error = "insufficient_scope"',
    'DPoP error="use_dpop_nonce"',
  ])('is the caller’s: %s', async (challenge) => {
    const { origin, url, seen } = await rejecting(['token-0'], challenge)
    const { api, asked, heard, session } = withSession([origin])
    expect((await api(url)).status).toBe(401)
    expect([seen.length, asked, heard]).toEqual([1, [], []])
    expect(session.token()).toBe('token-0')
  })

  it.each([
    'Bearer',
    'Bearer realm="api"',
    'Bearer error="invalid_token", error_description="The token expired"',
    'Bearer error_description="not insufficient_scope", error=invalid_token',
    'Bearer error_uri="https://example.com/errors", error_description="revoked"',
    '',
  ])('and one that is, or says nothing, is not: %s', async (challenge) => {
    const { origin, url, tokens } = await rejecting(['token-0'], challenge)
    const { api } = withSession([origin])
    expect((await api(url)).status).toBe(200)
    expect(tokens()).toEqual(['token-0', 'token-1'])
  })

  it.each([400, 403, 500, 503])('a %i is no rejection', async (status) => {
    const { origin, url } = await startApi(() => ({ status }))
    const { api, asked, heard } = withSession([origin])
    expect((await api(url)).status).toBe(status)
    expect([asked, heard]).toEqual([[], []])
  })
})

describe('a call for which there is no token', () => {
  it('waits for the attempt in flight, and nothing is sent before', async () => {
    const { origin, url, tokens } = await startApi()
    const { api, calls } = withCallback([origin], { token: null })
    const response = api(url)
    const attempt = await attemptOf(calls, 1)
    expect(tokens()).toEqual([])
    await attempt.answer(opaque('first'))
    expect((await response).status).toBe(200)
    expect(tokens()).toEqual(['first'])
  })

  it('is rejected with what freshToken() throws: a failure, a backoff, a kick, a close', async () => {
    const { origin, url, seen } = await startApi()
    const { api, calls, session } = withCallback([origin], { token: null, policy: kick })
    const [failed] = [rejection(api(url)), await (await attemptOf(calls, 1)).fail()]
    expect((await failed)['code']).toBe('ERR_REFRESH_FAILED')
    expect((await rejection(api(url)))['code']).toBe('ERR_REFRESH_BACKOFF')
    session.ejectedFromConference()
    expect((await rejection(api(url)))['code']).toBe('ERR_PARTICIPANT_KICKED')
    await session.close()
    expect((await rejection(api(url)))['code']).toBe('ERR_SESSION_CLOSED')
    expect(seen).toEqual([])
  })
})

describe('whoever gives up', () => {
  it('waits for no token, neither the first nor the next', async () => {
    const errors = uncaught()
    const { origin, url, seen } = await rejecting(['token-0'])
    const { api, calls, session } = withCallback([origin])
    const late = new AbortController()
    const waiting = rejection(api(url, { signal: late.signal }))
    await attemptOf(calls, 1)
    late.abort(new Error('too slow'))
    expect((await waiting).message).toBe('too slow')
    expect(seen).toHaveLength(1)

    const early = rejection(api(new Request(url, { signal: AbortSignal.abort(new Error('never mind')) })))
    expect((await early).message).toBe('never mind')
    await session.close()
    await until(() => true)
    expect([seen.length, errors]).toEqual([1, []])
  })

  it('gives up alone: the attempt goes on for everybody else', async () => {
    const { origin, url } = await rejecting(['token-0'])
    const { api, calls } = withCallback([origin])
    const controller = new AbortController()
    const [gone, patient] = [rejection(api(url, { signal: controller.signal })), api(url)]
    const attempt = await attemptOf(calls, 1)
    controller.abort()
    await gone
    expect(attempt.signal.aborted).toBe(false)
    await attempt.answer(opaque('token-1'))
    expect((await patient).status).toBe(200)
  })
})

describe('what is no list of origins', () => {
  it.each([
    [['api.example.com']],
    [['https://api.example.com/']],
    [['https://api.example.com/v2']],
    [['https://api.example.com:443']],
    [['HTTPS://api.example.com']],
    [['https://alice:secret@api.example.com']],
    [['*']],
    [['null']],
    [['https://api.example.com', '']],
    [[new URL('https://api.example.com')]],
    [[Symbol('https://api.example.com')]],
    ['https://api.example.com'],
    [undefined],
  ])('%j is ERR_OPTION', (origins) => {
    let error: unknown
    try {
      withSession(origins as never)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(HalflifeError)
    expect(error).toMatchObject({ code: 'ERR_OPTION', message: expect.stringContaining('origins') })
    expect(String(error)).not.toContain('secret')
  })
})

describe('a call that is rejected without a body, or made with none', () => {
  it.each([
    ['null', null],
    ['undefined', undefined],
  ])('is made once more: its body is %s', async (_what, body) => {
    const tokens: (string | null)[] = []
    const send = async (_input: unknown, init?: RequestInit) => {
      tokens.push(new Headers(init?.headers).get('authorization'))
      return new Response(null, { status: tokens.length === 1 ? 401 : 204 })
    }
    const { api } = withSession(['https://api.example.com'], {}, { fetch: send as typeof fetch })
    const response = await api('https://api.example.com/things', {
      method: 'POST',
      ...(body === null && { body }),
    })
    expect(response.status).toBe(204)
    expect(tokens).toEqual(['Bearer token-0', 'Bearer token-1'])
  })
})
