import type { Platform } from 'halflife/platform'
import { decodeJwt, SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { answerOf, apiToken, call, postForm, stage, tokenFor } from './stage.ts'

/** The 401 of the reference, to the letter. */
async function expectInvalidToken(response: Response) {
  expect(response.status).toBe(401)
  expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
  expect(await response.json()).toEqual({
    type: 'ErrorResponse',
    error_code: 89,
    error_reason: 'Invalid_token',
    error_description: 'Expired or invalid token',
  })
}

const protectedCalls: [method: string, path: string][] = [
  ['POST', '/v2/sessions'],
  ['DELETE', '/v2/sessions/s'],
  ['POST', '/v2/conferences'],
  ['GET', '/v2/conferences/c/participants'],
  ['PUT', '/v2/conferences/c/participants/s'],
  ['DELETE', '/v2/conferences/c/participants/s'],
  ['GET', '/v2/conferences/c/participants/s/events'],
]

const open = (platform: Platform, token: string) => call(platform, token, 'POST', '/v2/sessions', {})

describe('every call of a participant', () => {
  it.each(protectedCalls)(
    '%s %s is refused without a token, and with an expired one',
    async (method, path) => {
      const { clock, platform } = await stage()
      const token = await tokenFor(platform, 'alice', { expiresIn: 1 })
      await expectInvalidToken(await call(platform, '', method, path))
      clock.advance(1_000)
      await expectInvalidToken(await call(platform, token, method, path))
    },
  )
})

describe('a token', () => {
  it('is good until the millisecond of its end, and not at it', async () => {
    const { clock, platform } = await stage()
    const token = await tokenFor(platform, 'alice', { expiresIn: 3 })
    clock.advance(2_999)
    expect((await open(platform, token)).status).toBe(201)
    clock.advance(1)
    await expectInvalidToken(await open(platform, token))
  })

  it('is refused if it is signed with another key', async () => {
    const { platform } = await stage()
    const claims = decodeJwt(await tokenFor(platform, 'alice'))
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .sign(new TextEncoder().encode('a key that the platform has never seen'))
    await expectInvalidToken(await open(platform, forged))
  })

  it('is refused if it is not signed at all', async () => {
    const { platform } = await stage()
    const claims = decodeJwt(await tokenFor(platform, 'alice'))
    await expectInvalidToken(await open(platform, new UnsecuredJWT(claims).encode()))
  })

  it('is refused if its claims are not those that were signed', async () => {
    const { platform } = await stage()
    const [header, , signature] = (await tokenFor(platform, 'alice')).split('.')
    const claims = { ...decodeJwt(await tokenFor(platform, 'alice')), externalId: 'bob' }
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
    await expectInvalidToken(await open(platform, `${header}.${payload}.${signature}`))
  })

  it.each(['x', 'a.b.c', '..', 'two tokens'])('is refused if it is no token: %s', async (token) => {
    const { platform } = await stage()
    await expectInvalidToken(await open(platform, token))
  })

  it('is refused if it is the one of the application', async () => {
    const { platform } = await stage()
    await expectInvalidToken(await open(platform, await apiToken(platform)))
  })

  it('is refused by another platform', async () => {
    const [{ platform: one }, { platform: other }] = [await stage(), await stage()]
    await expectInvalidToken(await open(other, await tokenFor(one, 'alice')))
  })
})

describe('a revocation', () => {
  it('of a token ends that token alone', async () => {
    const { platform } = await stage()
    const [token, other] = [await tokenFor(platform, 'alice'), await tokenFor(platform, 'alice')]
    await platform.faults.revoke({ token })
    await expectInvalidToken(await open(platform, token))
    expect((await open(platform, other)).status).toBe(201)
  })

  it('of an external ID ends its tokens, until it gets a new one', async () => {
    const { platform } = await stage()
    const [token, ofBob] = [await tokenFor(platform, 'alice'), await tokenFor(platform, 'bob')]
    await platform.faults.revoke({ externalId: 'alice' })
    await expectInvalidToken(await open(platform, token))
    expect((await open(platform, ofBob)).status).toBe(201)
    expect((await open(platform, await tokenFor(platform, 'alice'))).status).toBe(201)
  })

  it('outlives the other faults', async () => {
    const { platform } = await stage()
    const token = await tokenFor(platform, 'alice')
    await platform.faults.revoke({ token })
    platform.faults.clear()
    await expectInvalidToken(await open(platform, token))
  })

  it('reaches the tokens of the application and of the deprecated endpoint', async () => {
    const { platform } = await stage()
    const form = { grant_type: 'client_credentials' }
    const { access_token } = await answerOf(postForm(platform, '/v1/oauth2/token', form))
    await platform.faults.revoke({ token: access_token })
    await expectInvalidToken(await call(platform, access_token, 'POST', '/v2/conferences', {}))
    const token = await apiToken(platform)
    await platform.faults.revoke({ token })
    await expectInvalidToken(
      await call(platform, token, 'POST', '/v2/client-access-token', { sessionScope: '*' }),
    )
  })

  it('is refused for what is not a token of this platform', async () => {
    const { platform } = await stage()
    const canary = 'canary.canary.canary'
    const error = await platform.faults.revoke({ token: canary }).catch((e) => e)
    expect(error).toMatchObject({ code: 'ERR_OPTION' })
    expect(String(error)).not.toContain('canary')
  })
})
