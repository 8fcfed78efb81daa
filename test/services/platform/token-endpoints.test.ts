import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { answerOf, apiToken, basic, postForm, requestToken, stage } from './stage.ts'

const errorResponse = (code: number, reason: string) => ({
  type: 'ErrorResponse',
  error_code: code,
  error_reason: reason,
  error_description: expect.any(String),
})

describe('the API token', () => {
  it('is given for the key and secret, for an hour unless told otherwise', async () => {
    const { platform } = await stage()
    const response = await postForm(platform, '/v1/auth/token', { grant_type: 'client_credentials' })
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 3_600,
      scope: 'comms:client_access_token:create',
    })
  })

  it('lives as long as asked for', async () => {
    const { platform } = await stage()
    const { iat = 0, exp = 0 } = decodeJwt(await apiToken(platform, { expires_in: '86400' }))
    expect(exp - iat).toBe(86_400)
  })

  it.each([
    ['another secret', basic('key', 'wrong')],
    ['another key', basic('wrong', 'secret')],
    ['a longer secret', basic('key', 'secret2')],
    ['no Basic at all', 'Bearer key:secret'],
    ['nothing', ''],
  ])('is refused for %s', async (_, authorization) => {
    const { platform } = await stage({ appKey: 'key', appSecret: 'secret' })
    const form = { grant_type: 'client_credentials' }
    const response = await postForm(platform, '/v1/auth/token', form, { authorization })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toMatch(/^Basic /)
    expect(await response.json()).toEqual(errorResponse(91, 'Invalid_client'))
  })

  it.each([
    ['no grant_type', {}],
    ['another grant_type', { grant_type: 'password' }],
    ['a scope of another form', { grant_type: 'client_credentials', scope: '*' }],
    ['no seconds', { grant_type: 'client_credentials', expires_in: '0' }],
    ['more than a day', { grant_type: 'client_credentials', expires_in: '86401' }],
    ['half a second', { grant_type: 'client_credentials', expires_in: '0.5' }],
    ['seconds in another notation', { grant_type: 'client_credentials', expires_in: '1e3' }],
  ])('is refused for %s', async (_, form) => {
    const { platform } = await stage()
    const response = await postForm(platform, '/v1/auth/token', form)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual(errorResponse(93, 'Invalid_request'))
  })

  it('is refused for a body that is not a form', async () => {
    const { platform } = await stage()
    const headers = { 'content-type': 'application/json' }
    const response = await postForm(platform, '/v1/auth/token', { grant_type: 'client_credentials' }, headers)
    expect(response.status).toBe(400)
  })
})

describe('the client access token', () => {
  it('is a JWT that says whose it is, what for, and until when to the millisecond', async () => {
    const { platform } = await stage()
    const request = { sessionScope: 'conf:create notifications:set', externalId: 'alice', expiresIn: 5 }
    const response = await requestToken(platform, request)
    expect(response.status).toBe(200)
    const { access_token, ...rest } = await answerOf(response)
    expect(rest).toEqual({ token_type: 'Bearer', expires_in: 5 })
    expect(decodeJwt(access_token)).toEqual({
      iss: 'halflife-platform',
      aud: 'participant',
      sub: 'alice',
      externalId: 'alice',
      scope: 'conf:create notifications:set',
      jti: expect.any(String),
      iat: 1_800_000_000.25,
      exp: 1_800_000_005.25,
    })
  })

  it('lives an hour unless told otherwise, and is for nobody in particular without an externalId', async () => {
    const { platform } = await stage()
    const response = await requestToken(platform, { sessionScope: '*' })
    const { access_token, expires_in } = await answerOf(response)
    expect(expires_in).toBe(3_600)
    expect(decodeJwt(access_token)).not.toHaveProperty('externalId')
  })

  it('is another one each time, even at the same instant', async () => {
    const { platform } = await stage()
    const one = await answerOf(requestToken(platform, { sessionScope: '*' }))
    const two = await answerOf(requestToken(platform, { sessionScope: '*' }))
    expect(one.access_token).not.toBe(two.access_token)
  })

  it.each([
    ['no scope', {}],
    ['an empty scope', { sessionScope: '' }],
    ['an unknown scope', { sessionScope: 'conf:create conf:destroy' }],
    ['scopes in a list', { sessionScope: ['conf:create'] }],
    ['no seconds', { sessionScope: '*', expiresIn: 0 }],
    ['more than a day', { sessionScope: '*', expiresIn: 86_401 }],
    ['a second and a half', { sessionScope: '*', expiresIn: 1.5 }],
    ['seconds as a string', { sessionScope: '*', expiresIn: '60' }],
    ['an externalId that is a number', { sessionScope: '*', externalId: 7 }],
    ['an empty externalId', { sessionScope: '*', externalId: '' }],
    ['an externalId of 1,025 bytes', { sessionScope: '*', externalId: `${'é'.repeat(512)}x` }],
    ['a body that is a list', []],
    ['a body that is null', 'null'],
    ['a body that is no JSON', '{'],
  ])('is refused for %s', async (_, body) => {
    const { platform } = await stage()
    const response = await requestToken(platform, body)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual(errorResponse(93, 'Invalid_request'))
  })

  it('is given at the very limits', async () => {
    const { platform } = await stage()
    const externalId = 'é'.repeat(512)
    for (const expiresIn of [1, 86_400]) {
      expect((await requestToken(platform, { sessionScope: '*', externalId, expiresIn })).status).toBe(200)
    }
  })

  it('is refused to an API token that was not made for it', async () => {
    const { platform } = await stage()
    const other = await apiToken(platform, { scope: 'comms:conf:create' })
    const response = await requestToken(platform, { sessionScope: '*' }, other)
    expect(response.status).toBe(403)
    expect(await response.json()).toEqual(errorResponse(90, 'Insufficient_scope'))
  })

  it('is refused to an expired API token, and to a client access token', async () => {
    const { clock, platform } = await stage()
    const bearer = await apiToken(platform, { expires_in: '2' })
    const { access_token } = await answerOf(requestToken(platform, { sessionScope: '*' }, bearer))
    expect((await requestToken(platform, { sessionScope: '*' }, access_token)).status).toBe(401)
    clock.advance(2_000)
    const response = await requestToken(platform, { sessionScope: '*' }, bearer)
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual(errorResponse(89, 'Invalid_token'))
  })

  it('is refused for a body over 64 KiB', async () => {
    const { platform } = await stage()
    const response = await requestToken(platform, { sessionScope: 'x'.repeat(70_000) })
    expect(response.status).toBe(413)
  })
})

describe('the deprecated endpoint', () => {
  const get = { grant_type: 'client_credentials', expires_in: '600' }

  it('gives a token that is good for anything, with a refresh token', async () => {
    const { platform } = await stage()
    const response = await postForm(platform, '/v1/oauth2/token', get)
    expect(response.status).toBe(200)
    const body = await answerOf(response)
    expect(body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 600,
      refresh_token: expect.any(String),
    })
    expect(decodeJwt(body.access_token)).toMatchObject({ scope: '*', aud: 'participant' })
  })

  it('gives the next pair for a refresh token, once, with the same life', async () => {
    const { platform } = await stage()
    const first = await answerOf(postForm(platform, '/v1/oauth2/token', get))
    const refresh = { grant_type: 'refresh_token', refresh_token: first.refresh_token }
    const second = await answerOf(postForm(platform, '/v1/oauth2/token', refresh))
    expect(second.expires_in).toBe(600)
    expect(second.access_token).not.toBe(first.access_token)
    expect(second.refresh_token).not.toBe(first.refresh_token)

    const again = await postForm(platform, '/v1/oauth2/token', refresh)
    expect(again.status).toBe(400)
    expect(await again.json()).toEqual(errorResponse(92, 'Invalid_grant'))

    const third = { grant_type: 'refresh_token', refresh_token: second.refresh_token, expires_in: '5' }
    expect(await (await postForm(platform, '/v1/oauth2/token', third)).json()).toMatchObject({
      expires_in: 5,
    })
  })

  it('does not use a refresh token up on a bad request', async () => {
    const { platform } = await stage()
    const { refresh_token } = await answerOf(postForm(platform, '/v1/oauth2/token', get))
    const refresh = { grant_type: 'refresh_token', refresh_token }
    const bad = await postForm(platform, '/v1/oauth2/token', { ...refresh, expires_in: '0' })
    expect(bad.status).toBe(400)
    const wrongSecret = { authorization: basic(platform.appKey, 'wrong') }
    expect((await postForm(platform, '/v1/oauth2/token', refresh, wrongSecret)).status).toBe(401)
    expect((await postForm(platform, '/v1/oauth2/token', refresh)).status).toBe(200)
  })

  it.each([
    ['no grant_type', {}],
    ['another grant_type', { grant_type: 'password' }],
    ['an unknown refresh token', { grant_type: 'refresh_token', refresh_token: 'x' }],
    ['no refresh token', { grant_type: 'refresh_token' }],
    ['no seconds', { grant_type: 'client_credentials', expires_in: '0' }],
  ])('refuses %s', async (_, form) => {
    const { platform } = await stage()
    expect((await postForm(platform, '/v1/oauth2/token', form)).status).toBe(400)
  })
})
