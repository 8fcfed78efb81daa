import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { createPlatformClient } from 'halflife/platform'
import { createCommsApi, DolbyIoIAPI } from 'halflife/sdk'
import { describe, expect, it, onTestFinished } from 'vitest'
import { listening } from '../setting.ts'
import { hourMs, startKeyholder } from './stage.ts'

describe('initialize(consumerKey, consumerSecret)', () => {
  it('gets the first token, then each next one by the refresh token of the last, which is used once', async () => {
    const { initialize, pass, grants, refreshTokens, sdk, types, platform } = await startKeyholder()
    expect(await initialize()).toBe(true)
    expect(grants()).toEqual(['client_credentials'])
    const tokens = new Set([sdk.tokenSession.token()])
    for (let half = 1; half <= 5; half++) {
      await pass(hourMs / 2)
      tokens.add(sdk.tokenSession.token())
    }
    expect(grants()).toEqual(['client_credentials', ...Array(5).fill('refresh_token')])
    expect(new Set(refreshTokens()).size).toBe(5)
    expect(tokens.size).toBe(6)
    expect(types()).not.toContain('refresh.failed')
    expect(platform.requests['POST /v1/oauth2/token']).toBe(6)
  })

  it('takes the participant through a conference: outage, expiry, stay, rejection, recovery', async () => {
    const { initialize, pass, quiet, grants, sdk, heard, platform } = await startKeyholder()
    await initialize()
    await sdk.session.open({ externalId: 'alice' })
    const conference = await sdk.conference.create({ alias: 'room' })
    await sdk.conference.join(conference)
    await quiet()
    platform.faults.set({ errorStatus: 500, errorOn: 'tokens' })
    await pass(hourMs)
    expect(sdk.tokenSession.state).toBe('expired')
    expect(platform.conferences[0]?.participants).toMatchObject([
      { externalId: 'alice', isTokenExpired: true },
    ])
    await expect(sdk.conference.participants()).rejects.toMatchObject({ code: 'ERR_REFRESH_BACKOFF' })

    platform.faults.clear()
    await pass(60_000)
    expect(sdk.tokenSession.state).toBe('valid')
    // A token of this endpoint names nobody: the platform knows whose it is by the session it is used for.
    expect(await sdk.conference.join(conference)).toMatchObject({ isTokenExpired: false })
    platform.faults.revoke({ token: sdk.tokenSession.token() })
    expect(await sdk.conference.participants()).toMatchObject([{ externalId: 'alice' }])
    expect(heard.filter(({ type }) => type === 'token.rejected')).toHaveLength(1)
    expect(grants().at(-1)).toBe('refresh_token')
  })

  it('sends a refresh token no second time when its answer is lost: key and secret give a new one', async () => {
    const { initialize, pass, grants, refreshTokens, loseAnswers, sdk } = await startKeyholder()
    await initialize()
    loseAnswers(true)
    await pass(hourMs / 2)
    expect(grants()).toEqual(['client_credentials', 'refresh_token'])
    loseAnswers(false)
    await pass(60_000)
    expect(grants()).toEqual(['client_credentials', 'refresh_token', 'client_credentials'])
    await pass(hourMs / 2)
    expect(grants().at(-1)).toBe('refresh_token')
    expect(new Set(refreshTokens()).size).toBe(2)
    expect(sdk.tokenSession.state).toBe('valid')
  })

  it('sends a refresh token no second time when the platform asks it to come again', async () => {
    const { initialize, pass, refreshTokens, platform, sdk } = await startKeyholder()
    await initialize()
    platform.faults.set({ errorStatus: 503, errorOn: 'tokens', retryAfterSeconds: 0 })
    await pass(hourMs / 2 + 60_000)
    expect(refreshTokens()).toHaveLength(1)
    platform.faults.clear()
    await pass(60_000)
    expect(sdk.tokenSession.state).toBe('valid')
    expect(refreshTokens()).toHaveLength(1)
  })

  it('shares a request under way with every attempt, and gives it up when its time is out', async () => {
    const { initialize, pass, clock, quiet, grants, hang, sdk, heard } = await startKeyholder()
    await initialize()
    hang(true)
    await pass(hourMs / 2)
    const asked = [sdk.tokenSession.refreshNow(), sdk.tokenSession.refreshNow()]
    const settled = Promise.allSettled(asked)
    await quiet()
    expect(grants()).toEqual(['client_credentials', 'refresh_token'])
    hang(false)
    clock.advance(30_000)
    await quiet()
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(heard).toContainEqual(expect.objectContaining({ type: 'refresh.failed', reason: 'timed-out' }))
    await pass(2_000, 1_000)
    expect(grants()).toEqual(['client_credentials', 'refresh_token', 'client_credentials'])
    expect(sdk.tokenSession.state).toBe('valid')
  })

  it('lets a refresh point share the request under way', async () => {
    const { initialize, pass, grants, hang, heard } = await startKeyholder(undefined, {
      refreshTimeoutMs: 2 * hourMs,
    })
    await initialize()
    hang(true)
    await pass(hourMs)
    expect(heard.filter(({ type }) => type === 'refresh.requested')).toHaveLength(3)
    expect(grants()).toEqual(['client_credentials', 'refresh_token'])
  })

  it('asks by key and secret, in the same attempt, if somebody else used the refresh token', async () => {
    const { initialize, pass, grants, lastRefreshToken, sdk, types, platform } = await startKeyholder()
    await initialize()
    const { url, appKey, appSecret } = platform
    await createPlatformClient({ url, appKey, appSecret }).refreshLegacyToken({
      refreshToken: lastRefreshToken(),
    })
    await pass(hourMs / 2)
    expect(grants()).toEqual(['client_credentials', 'refresh_token', 'client_credentials'])
    expect(types()).not.toContain('refresh.failed')
    expect(sdk.tokenSession.state).toBe('valid')
  })

  it.each([
    ['', 'secret', 'consumerKey missing'],
    ['key', '', 'consumerSecret missing'],
    ['', '', 'consumerKey and consumerSecret missing'],
  ])('refuses (%j, %j) before anything is sent', async (key, secret, message) => {
    const { sdk, grants } = await startKeyholder()
    const refused = sdk.initialize(key, secret)
    await expect(refused).rejects.toMatchObject({ code: 'ERR_OPTION' })
    await expect(refused).rejects.toThrow(message)
    expect(grants()).toEqual([])
  })

  it('rejects where the platform does, and can be called again', async () => {
    const { initialize, sdk, platform } = await startKeyholder()
    await expect(initialize(platform.appKey, 'wrong')).rejects.toMatchObject({
      code: 'ERR_PLATFORM',
      status: 401,
    })
    expect(() => sdk.tokenSession).toThrow('Call initializeToken first.')
    expect(await initialize()).toBe(true)
    expect(sdk.tokenSession.state).toBe('valid')
  })

  it('ends with the SDK at once, though the platform never answers', async () => {
    const { initialize, hang, sdk, clock, grants } = await startKeyholder()
    hang(true)
    const initializing = initialize().catch(({ code }) => code)
    await clock.settle()
    expect(grants()).toEqual(['client_credentials'])
    await sdk.close()
    expect(await initializing).toBe('ERR_SESSION_CLOSED')
    expect(clock.armed).toBe(0)
    await expect(initialize()).rejects.toMatchObject({ code: 'ERR_SESSION_CLOSED' })
    expect(grants()).toEqual(['client_credentials'])
  })

  it('says of itself no more than it does, if it is called again and asked to be faithful', async () => {
    const diagnostics: string[] = []
    const { initialize, sdk, clock } = await startKeyholder(createCommsApi, {
      faithful: true,
      onDiagnostic: ({ kind }) => diagnostics.push(kind),
    })
    await initialize()
    await initialize()
    const token = jwtAt(clock.now())
    await sdk.initializeToken(token, async () => token)
    await initialize()
    expect(diagnostics).toEqual([])
    await sdk.initializeToken(token, async () => token)
    expect(diagnostics).toEqual(['first-callback-kept'])
  })

  it('says that it needs the address of the platform', async () => {
    await expect(new DolbyIoIAPI().initialize('key', 'secret')).rejects.toThrow('platform must be given')
  })

  it('gives way to an initializeToken that came after it', async () => {
    const { initialize, sdk, clock, platform } = await startKeyholder()
    const slow = initialize()
    const token = jwtAt(clock.now())
    await sdk.initializeToken(token, async () => token)
    await slow
    expect(sdk.tokenSession.token()).toBe(token)
    expect(platform.requests['POST /v1/oauth2/token']).toBeLessThanOrEqual(1)
  })

  it('counts, though another that came after it failed', async () => {
    const { initialize, sdk, platform } = await startKeyholder()
    const [good, bad] = await Promise.allSettled([initialize(), initialize(platform.appKey, 'wrong')])
    expect([good.status, bad.status]).toEqual(['fulfilled', 'rejected'])
    expect(sdk.tokenSession.state).toBe('valid')
  })

  it('counts the life of a token that is no JWT from when it came', async () => {
    const server = createServer((_, response) =>
      response.end(JSON.stringify({ access_token: 'opaque', expires_in: 60, refresh_token: 'once' })),
    )
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const { sdk, clock } = listening((options) => new DolbyIoIAPI(options), {
      platform: `http://127.0.0.1:${port}`,
    })
    await sdk.initialize('key', 'secret')
    expect(sdk.tokenSession.token()).toBe('opaque')
    clock.advance(59_999)
    expect(sdk.tokenSession.token()).toBe('opaque')
    clock.advance(1)
    expect(() => sdk.tokenSession.token()).toThrow('expired')
  })

  it('shows neither key nor secret nor token', async () => {
    const { initialize, sdk, platform } = await startKeyholder()
    await initialize()
    const shown = inspect(sdk, { depth: 12, showHidden: true })
    for (const secret of [platform.appKey, platform.appSecret, sdk.tokenSession.token()])
      expect(shown).not.toContain(secret)
  })

  it('is the same in CommsAPI, and resolves to null there', async () => {
    const { initialize, grants, pass } = await startKeyholder(createCommsApi)
    expect(await initialize()).toBeNull()
    await pass(hourMs / 2)
    expect(grants()).toEqual(['client_credentials', 'refresh_token'])
  })
})

function jwtAt(nowMs: number): string {
  const claims = { iat: nowMs / 1_000, exp: nowMs / 1_000 + 600 }
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'none' })}.${part(claims)}.c2ln`
}
