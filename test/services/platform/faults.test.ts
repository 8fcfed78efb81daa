import type { LogEntry, Platform, PlatformFaults } from 'halflife/platform'
import { decodeJwt } from 'jose'
import { describe, expect, it, vi } from 'vitest'
import { apiToken, call, eventually, participant, postForm, stage, tokenFor } from './stage.ts'

const faultless: PlatformFaults = {
  outage: false,
  latencyMs: 0,
  errorStatus: null,
  errorOn: 'all',
  retryAfterSeconds: null,
  clockSkewMs: 0,
}

const admin = (platform: Platform, method: string, path: string, body?: unknown, key = platform.adminKey) =>
  call(platform, key, method, path, body)

describe('an outage', () => {
  it('breaks every connection without an answer, and is over when it is over', async () => {
    const entries: LogEntry[] = []
    const { platform } = await stage({ log: (entry) => entries.push(entry) })
    const token = await tokenFor(platform, 'alice')
    platform.faults.set({ outage: true })
    for (const path of ['/v2/sessions', '/v2/conferences']) {
      await expect(call(platform, token, 'POST', path, {})).rejects.toThrow('fetch failed')
    }
    expect(entries.at(-1)).toMatchObject({ path: '/v2/conferences', status: 'dropped' })
    expect(platform.requests['POST /v2/sessions']).toBe(1)
    platform.faults.clear()
    expect((await call(platform, token, 'POST', '/v2/sessions', {})).status).toBe(201)
  })

  it('does not stop what time does', async () => {
    const { clock, platform } = await stage()
    const { client, session } = await participant(platform, 'alice', { expiresIn: 10 })
    await session.join((await client.createConference()).conferenceId, { policy: 'kick' })
    platform.faults.set({ outage: true })
    clock.advance(10_000)
    expect(platform.conferences[0]?.participants).toEqual([])
  })
})

describe('latency', () => {
  it('holds an answer back for so long', async () => {
    const { clock, platform } = await stage()
    platform.faults.set({ latencyMs: 2_000 })
    const settled = vi.fn()
    const token = apiToken(platform).then(settled)
    await eventually(() => expect(clock.armed).toBe(1))
    clock.advance(1_999)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(settled).not.toHaveBeenCalled()
    clock.advance(1)
    await token
    expect(settled).toHaveBeenCalled()
  })
})

describe('an error status', () => {
  it('is the answer of the token endpoints alone, if so set', async () => {
    const { platform } = await stage()
    const token = await tokenFor(platform, 'alice')
    platform.faults.set({ errorStatus: 503, errorOn: 'tokens' })
    const paths = ['/v1/auth/token', '/v1/oauth2/token', '/v2/client-access-token']
    for (const path of paths) {
      const response = await postForm(platform, path, {})
      expect(response.status).toBe(503)
      expect(await response.json()).toMatchObject({ type: 'ErrorResponse', error_reason: 'Fault' })
    }
    expect((await call(platform, token, 'POST', '/v2/sessions', {})).status).toBe(201)
  })

  it('is the answer of all, and nothing is done', async () => {
    const { platform } = await stage()
    const token = await tokenFor(platform, 'alice')
    platform.faults.set({ errorStatus: 429 })
    expect((await call(platform, token, 'POST', '/v2/conferences', {})).status).toBe(429)
    expect(platform.conferences).toEqual([])
  })

  it('says when to come back, if so set', async () => {
    const { platform } = await stage()
    platform.faults.set({ errorStatus: 429 })
    expect((await postForm(platform, '/v1/auth/token', {})).headers.get('retry-after')).toBeNull()
    platform.faults.set({ retryAfterSeconds: 7 })
    expect((await postForm(platform, '/v1/auth/token', {})).headers.get('retry-after')).toBe('7')
  })
})

describe('a skewed clock', () => {
  it.each([70 * 60_000, -70 * 60_000])(
    'of %d ms is that of the tokens, made and checked',
    async (clockSkewMs) => {
      const { clock, platform } = await stage()
      platform.faults.set({ clockSkewMs })
      const token = await tokenFor(platform, 'alice', { expiresIn: 10 })
      expect(decodeJwt(token).iat).toBe((clock.now() + clockSkewMs) / 1_000)
      clock.advance(9_999)
      expect((await call(platform, token, 'POST', '/v2/sessions', {})).status).toBe(201)
      clock.advance(1)
      expect((await call(platform, token, 'POST', '/v2/sessions', {})).status).toBe(401)
    },
  )

  it('that jumps ahead ends tokens and stays at once, without anyone looking', async () => {
    const { platform } = await stage()
    const { client, session } = await participant(platform, 'alice', { expiresIn: 60 })
    const { conferenceId } = await client.createConference()
    await session.join(conferenceId, { policy: 'kick' })
    const events = session.events(conferenceId)
    await events.next()
    platform.faults.set({ clockSkewMs: 70 * 60_000 })
    expect((await events.next()).value).toMatchObject({ type: 'participant.kicked' })
    await expect(client.participants(conferenceId)).rejects.toMatchObject({ status: 401 })
  })

  it('does not make an older token the newer one', async () => {
    const { clock, platform } = await stage()
    const { bearer, client, session } = await participant(platform, 'alice', { expiresIn: 10 })
    const { conferenceId } = await client.createConference()
    await session.join(conferenceId, { policy: 'kick' })
    platform.faults.set({ clockSkewMs: -5_000 })
    bearer.token = await tokenFor(platform, 'alice', { expiresIn: 10 })
    await client.participants(conferenceId)
    clock.advance(9_999)
    expect(platform.conferences[0]?.participants).toHaveLength(1)
    clock.advance(1)
    expect(platform.conferences[0]?.participants).toHaveLength(0)
  })
})

describe('the switches', () => {
  it('leave what they are not told of', async () => {
    const { platform } = await stage()
    expect(platform.faults.current).toEqual(faultless)
    platform.faults.set({ latencyMs: 5 })
    platform.faults.set({ errorStatus: 500 })
    expect(platform.faults.current).toEqual({ ...faultless, latencyMs: 5, errorStatus: 500 })
    platform.faults.clear()
    expect(platform.faults.current).toEqual(faultless)
  })

  it.each([
    { outage: 'yes' },
    { latencyMs: -1 },
    { latencyMs: 60_001 },
    { latencyMs: Number.NaN },
    { errorStatus: 200 },
    { errorStatus: 503.5 },
    { retryAfterSeconds: -1 },
    { retryAfterSeconds: 1.5 },
    { retryAfterSeconds: 86_401 },
    { errorOn: 'some' },
    { clockSkewMs: Number.POSITIVE_INFINITY },
    { fire: true },
    JSON.parse('{"__proto__":{"outage":true}}'),
  ])('refuse %j, by method and over HTTP, and nothing is changed', async (changes) => {
    const { platform } = await stage()
    expect(() => platform.faults.set(changes)).toThrow(expect.objectContaining({ code: 'ERR_OPTION' }))
    // NaN and Infinity are null in JSON, and null is right for errorStatus alone.
    expect((await admin(platform, 'PATCH', '/admin/faults', changes)).status).toBe(400)
    expect(platform.faults.current).toEqual(faultless)
  })

  it('are steered over HTTP too, by who has the admin key', async () => {
    const { platform } = await stage()
    const set = await admin(platform, 'PATCH', '/admin/faults', { errorStatus: 503 })
    expect(await set.json()).toEqual({ ...faultless, errorStatus: 503 })
    expect(platform.faults.current.errorStatus).toBe(503)
    expect(await (await admin(platform, 'GET', '/admin/faults')).json()).toMatchObject({ errorStatus: 503 })
    expect(await (await admin(platform, 'DELETE', '/admin/faults')).json()).toEqual(faultless)
    expect(platform.faults.current).toEqual(faultless)
  })

  it('are refused to anyone else', async () => {
    const { platform } = await stage()
    for (const key of ['', 'wrong', platform.appSecret, await apiToken(platform)]) {
      for (const [method, path] of [
        ['GET', '/admin/faults'],
        ['PATCH', '/admin/faults'],
        ['DELETE', '/admin/faults'],
        ['POST', '/admin/revocations'],
      ] as const) {
        expect((await admin(platform, method, path, undefined, key)).status).toBe(401)
      }
    }
  })

  it('work in an outage, the one that began it included', async () => {
    const { platform } = await stage()
    expect((await admin(platform, 'PATCH', '/admin/faults', { outage: true })).status).toBe(200)
    await expect(apiToken(platform)).rejects.toThrow('fetch failed')
    expect((await admin(platform, 'DELETE', '/admin/faults')).status).toBe(200)
  })

  it('revoke over HTTP, by token and by external ID', async () => {
    const { platform } = await stage()
    const [token, other] = [await tokenFor(platform, 'alice'), await tokenFor(platform, 'bob')]
    expect((await admin(platform, 'POST', '/admin/revocations', { token })).status).toBe(204)
    expect((await admin(platform, 'POST', '/admin/revocations', { externalId: 'bob' })).status).toBe(204)
    for (const revoked of [token, other]) {
      expect((await call(platform, revoked, 'POST', '/v2/sessions', {})).status).toBe(401)
    }
    for (const bad of [{}, { token: 'x' }, { token, externalId: 'bob' }, { externalId: 7 }]) {
      expect((await admin(platform, 'POST', '/admin/revocations', bad)).status).toBe(400)
    }
  })
})
