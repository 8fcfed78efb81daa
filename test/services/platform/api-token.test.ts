import { describe, expect, it } from 'vitest'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'
import { until } from '../../end-to-end/until.ts'
import { anyScope, eventually, stagedClient, strangersClient } from './stage.ts'

const hourMs = 3_600_000
const asked = (platform: { requests: Readonly<Record<string, number>> }) =>
  platform.requests['POST /v1/auth/token']

describe('the API token', () => {
  it('is not asked for before somebody wants it', async () => {
    const { clock, platform, client } = await stagedClient()
    clock.advance(hourMs)
    await clock.settle()
    expect([asked(platform), clock.armed]).toEqual([0, 0])
    await client.getApiToken()
    expect(asked(platform)).toBe(1)
  })

  it('is asked for once, however many want it at once', async () => {
    const { platform, client } = await stagedClient()
    await Promise.all(Array.from({ length: 100 }, () => client.getClientAccessToken(anyScope)))
    expect(asked(platform)).toBe(1)
    expect(platform.requests['POST /v2/client-access-token']).toBe(100)
  })

  it('is renewed at one half of its life, and nobody waits for that', async () => {
    const { clock, platform, client } = await stagedClient()
    const first = await client.getApiToken()
    clock.advance(hourMs / 2 - 1)
    expect(await client.getApiToken()).toBe(first)
    expect(asked(platform)).toBe(1)
    clock.advance(1)
    expect(await client.getApiToken()).toBe(first)
    await eventually(async () => expect(await client.getApiToken()).not.toBe(first))
    expect(asked(platform)).toBe(2)
  })

  it('lives through a failure of the platform at both points, and is asked for anew at its end', async () => {
    const { clock, platform, client } = await stagedClient()
    const first = await client.getApiToken()
    platform.faults.set({ errorStatus: 500, errorOn: 'tokens' })
    clock.advance(hourMs / 2)
    await until(() => (asked(platform) ?? 0) >= 2)
    clock.setForward(hourMs / 2 - 1)
    expect(await client.getApiToken()).toBe(first)
    platform.faults.clear()
    clock.setForward(60_000)
    await eventually(async () => expect(await client.getApiToken()).not.toBe(first))
  })

  it('that ended while the process slept is asked for once by all who want it', async () => {
    const { clock, platform, client } = await stagedClient()
    const first = await client.getApiToken()
    clock.setForward(hourMs)
    const tokens = new Set(await Promise.all(Array.from({ length: 50 }, () => client.getApiToken())))
    expect(tokens.size).toBe(1)
    expect(tokens.has(first)).toBe(false)
    expect(asked(platform)).toBe(2)
  })

  it('is replaced, once, when the platform has ended it before its time', async () => {
    const { platform, client } = await stagedClient()
    const token = await client.getApiToken()
    await platform.faults.revoke({ token })
    const calls = Array.from({ length: 50 }, () => client.getClientAccessToken(anyScope))
    expect(await Promise.all(calls)).toHaveLength(50)
    expect(asked(platform)).toBe(2)
    expect(platform.requests['POST /v2/client-access-token']).toBe(100)
  })

  it('is not asked for without end when the platform refuses every one, and callers hear of the refusal', async () => {
    let tokens = 0
    const { seen, client } = await strangersClient((url) => {
      if (url !== '/v1/auth/token')
        return { status: 401, body: '{"error_code":89,"error_reason":"Invalid_token"}' }
      tokens += 1
      return { status: 200, body: `{"access_token":"token-${tokens}","expires_in":60}` }
    })
    const refusal = { name: 'PlatformError', why: 'refused', status: 401, errorCode: 89 }
    await expect(client.getClientAccessToken(anyScope)).rejects.toMatchObject(refusal)
    expect(seen).toHaveLength(4)
    for (let n = 0; n < 20; n += 1)
      await expect(client.getClientAccessToken(anyScope)).rejects.toMatchObject(refusal)
    // From the second refusal on, the session waits longer and longer between two tokens.
    expect(tokens).toBe(2)
  })
})

describe('while the platform gives no API token', () => {
  it('the caller hears what the platform said, and so does who comes before the next attempt: nothing is sent', async () => {
    const { platform, client } = await stagedClient()
    platform.faults.set({ errorStatus: 503 })
    const refusal = { name: 'PlatformError', why: 'refused', status: 503, errorCode: 98 }
    await expect(client.getApiToken()).rejects.toMatchObject({ ...refusal, retryAfterMs: undefined })
    for (let n = 0; n < 20; n += 1) {
      const error = await client.getClientAccessToken(anyScope).catch((e) => e)
      expect(error).toMatchObject(refusal)
      expect(error.message).toMatch(/^The platform refused POST \/v1\/auth\/token: 503 Fault \(98\)\./)
      expect(error.retryAfterMs).toBeGreaterThanOrEqual(500)
      expect(error.retryAfterMs).toBeLessThanOrEqual(1_000)
    }
    expect(asked(platform)).toBe(1)
  })

  it('the wait is over when it is said to be: an outage that has ended harms nobody longer', async () => {
    const { clock, platform, client } = await stagedClient()
    platform.faults.set({ outage: true })
    await expect(client.getApiToken()).rejects.toMatchObject({ why: 'unreachable' })
    const { retryAfterMs } = await client.getApiToken().catch((e) => e)
    platform.faults.clear()
    clock.setForward(retryAfterMs)
    await expect(client.getApiToken()).resolves.toEqual(expect.any(String))
    expect(asked(platform)).toBe(2)
  })

  it('a long outage is one attempt a minute at most, and the end of it is noticed without a caller', async () => {
    const { clock, platform, client } = await stagedClient()
    platform.faults.set({ outage: true })
    await client.getApiToken().catch(() => {})
    for (let n = 0; n < 10; n += 1) {
      const before = asked(platform) ?? 0
      const { retryAfterMs } = await client.getApiToken().catch((e) => e)
      expect(retryAfterMs).toBeLessThanOrEqual(60_000)
      clock.advance(retryAfterMs)
      await until(() => (asked(platform) ?? 0) > before)
      await expect(client.getApiToken()).rejects.toMatchObject({ why: 'unreachable' })
    }
    expect(asked(platform)).toBe(11)
    const { retryAfterMs } = await client.getApiToken().catch((e) => e)
    platform.faults.clear()
    clock.advance(retryAfterMs)
    await until(() => asked(platform) === 12)
    await expect(client.getApiToken()).resolves.toEqual(expect.any(String))
    expect(asked(platform)).toBe(12)
  })

  it('and wants no call for an hour, it gets none; then the first who asks gets through', async () => {
    const { clock, platform, client } = await stagedClient()
    platform.faults.set({ errorStatus: 429, retryAfterSeconds: 3_600 })
    await expect(client.getApiToken()).rejects.toMatchObject({ status: 429, retryAfterMs: hourMs })
    for (let minute = 1; minute < 60; minute += 1) {
      await clock.advanceAsync(60_000)
      const leftMs = hourMs - minute * 60_000
      await expect(client.getApiToken()).rejects.toMatchObject({ status: 429, retryAfterMs: leftMs })
    }
    platform.faults.clear()
    await clock.advanceAsync(59_999)
    await expect(client.getApiToken()).rejects.toMatchObject({ status: 429, retryAfterMs: 1 })
    expect(asked(platform)).toBe(1)
    // By its backoff, the session itself would come later.
    clock.setForward(1)
    await expect(client.getApiToken()).resolves.toEqual(expect.any(String))
    expect(asked(platform)).toBe(2)
  })

  it('the caller hears of the trouble at hand, and not of one that is over', async () => {
    const clock = new TestClock()
    let asked = 0
    const { client } = await strangersClient(
      (url) => {
        if (url !== '/v1/auth/token') return { status: 401, body: '{"error_code":89}' }
        asked += 1
        if (asked === 1) return { status: 503, body: '{}' }
        return { status: 200, body: `{"access_token":"token-${asked}","expires_in":60}` }
      },
      { clock },
    )
    await expect(client.getApiToken()).rejects.toMatchObject({ status: 503 })
    clock.setForward(1_000)
    for (let n = 0; n < 3; n += 1)
      await expect(client.getClientAccessToken(anyScope)).rejects.toMatchObject({ status: 401 })
    await expect(client.getApiToken()).rejects.toMatchObject({ status: 401, errorCode: 89 })
  })

  it('and wants no call, setting the clock back does not lengthen that', async () => {
    const { clock, platform, client } = await stagedClient()
    platform.faults.set({ errorStatus: 429, retryAfterSeconds: 60 })
    await client.getApiToken().catch(() => {})
    clock.setBack(10 * hourMs)
    platform.faults.clear()
    await expect(client.getApiToken()).rejects.toMatchObject({ retryAfterMs: 60_000 })
    clock.setForward(60_000)
    await expect(client.getApiToken()).resolves.toEqual(expect.any(String))
  })

  it('but one that is of no use, the caller hears of it', async () => {
    const body = '{"access_token":"a\\nb","expires_in":60}'
    const { client } = await strangersClient(() => ({ status: 200, body }))
    for (let n = 0; n < 2; n += 1) {
      const error = await client.getApiToken().catch((e) => e)
      expect(error).toMatchObject({ code: 'ERR_PLATFORM', why: 'unreadable' })
      expect(error.message).toBe('The platform gave no API token that can be used: malformed.')
    }
  })
})

describe('when the platform refuses key and secret', () => {
  /** A platform that knows them, or does not, and a client of it. */
  async function refusing(status: number) {
    const clock = new TestClock()
    const known = { yes: false }
    const underWay = new Set<Promise<unknown>>()
    const network: typeof fetch = (input, init) => {
      const whole = fetch(input, init).then(
        async (answer) => new Response(await answer.arrayBuffer(), answer),
      )
      const done = whole.catch(() => {}).finally(() => underWay.delete(done))
      underWay.add(done)
      return whole
    }
    const { seen, client } = await strangersClient(
      () =>
        known.yes
          ? { status: 200, body: `{"access_token":"token-${seen.length}","expires_in":3600}` }
          : { status, body: '{"error_reason":"Unauthorized"}' },
      { clock, fetch: network },
    )
    /** Time stands still while an answer is under way. */
    async function pass(ms: number, stepMs = 60_000): Promise<void> {
      for (let leftMs = ms; leftMs > 0; leftMs -= stepMs) {
        await clock.advanceAsync(Math.min(stepMs, leftMs))
        while (underWay.size > 0) {
          await Promise.all(underWay)
          await clock.settle()
        }
      }
    }
    return { pass, known, seen, client }
  }

  it.each([400, 401, 403])('with %i, nobody asks again by himself', async (status) => {
    const { pass, seen, client } = await refusing(status)
    await expect(client.getApiToken()).rejects.toMatchObject({ status })
    const { retryAfterMs } = await client.getApiToken().catch((e) => e)
    expect(retryAfterMs).toBeLessThanOrEqual(1_000)
    await pass(hourMs)
    expect(seen).toHaveLength(1)
  })

  it('whoever comes after the wait gets through, and the wait grows with each refusal', async () => {
    const { pass, known, seen, client } = await refusing(401)
    const waits: number[] = []
    for (let n = 1; n <= 4; n += 1) {
      await expect(client.getApiToken()).rejects.toMatchObject({ status: 401, retryAfterMs: undefined })
      expect(seen).toHaveLength(n)
      const { retryAfterMs } = await client.getApiToken().catch((e) => e)
      waits.push(retryAfterMs)
      await pass(retryAfterMs)
    }
    expect(waits).toEqual([...waits].sort((a, b) => a - b))
    expect(waits[3]).toBeGreaterThanOrEqual(4_000)
    known.yes = true
    await expect(client.getApiToken()).resolves.toBe('token-5')
  })

  it('the token in use is good until its end, and its renewal is asked for at the points alone', async () => {
    const { pass, known, seen, client } = await refusing(401)
    known.yes = true
    expect(await client.getApiToken()).toBe('token-1')
    known.yes = false
    const calls: number[] = []
    for (let quarter = 1; quarter <= 6; quarter += 1) {
      await pass(hourMs / 4 - 1)
      if (quarter <= 4) expect(await client.getApiToken()).toBe('token-1')
      await pass(1)
      calls.push(seen.length)
    }
    expect(calls).toEqual([1, 2, 3, 4, 4, 4])
    known.yes = true
    expect(await client.getApiToken()).toBe('token-5')
  })
})

describe('a client that is closed', () => {
  it('leaves no timer behind, renews nothing, and refuses every call; it can be closed again', async () => {
    const { clock, platform, client } = await stagedClient()
    await client.getClientAccessToken(anyScope)
    expect(clock.armed).toBeGreaterThan(0)
    await client.close()
    await client.close()
    expect(clock.armed).toBe(0)
    clock.advance(2 * hourMs)
    await clock.settle()
    for (const call of [
      () => client.getApiToken(),
      () => client.getClientAccessToken(anyScope),
      () => client.getLegacyToken(),
      () => client.refreshLegacyToken({ refreshToken: 'one' }),
    ]) {
      await expect(call()).rejects.toMatchObject({
        code: 'ERR_SESSION_CLOSED',
        message: 'The platform client is closed: create another.',
      })
    }
    expect(Object.values(platform.requests).reduce((sum, count) => sum + count)).toBe(2)
  })

  it('tells who waits, and breaks the request off', async () => {
    const { clock, platform, client } = await stagedClient()
    platform.faults.set({ latencyMs: 1_000 })
    const waiting = client.getClientAccessToken(anyScope).catch((e) => e)
    await eventually(() => expect(asked(platform)).toBe(1))
    await client[Symbol.asyncDispose]()
    expect(await waiting).toMatchObject({ code: 'ERR_SESSION_CLOSED' })
    // The platform's own timer, which holds the answer back.
    await eventually(() => expect(clock.armed).toBe(1))
  })
})
