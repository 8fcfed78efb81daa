import { type ConnectionOptions, createConferenceClient, type PlatformFaults } from 'halflife/platform'
import { describe, expect, it } from 'vitest'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'
import { until } from '../../end-to-end/until.ts'
import { anyScope, bearerFetch, eventually, stage, stagedClient, strangersClient, tokenFor } from './stage.ts'

const busy: Partial<PlatformFaults> = { errorStatus: 429, retryAfterSeconds: 5 }
const body = '{"access_token":"a","expires_in":60,"refresh_token":"b"}'

/** A client whose server fails with these headers, then answers; time stands still between. */
async function failing(
  status: number,
  headers: Record<string, string>,
  options: Partial<ConnectionOptions> = {},
) {
  const clock = new TestClock(Date.parse('2027-01-01T00:00:00Z'))
  let failures = 1
  const answer = () => {
    failures -= 1
    return failures >= 0 ? { status, headers, body: '{}' } : { status: 200, body }
  }
  return { clock, ...(await strangersClient(answer, { clock, ...options })) }
}

describe('a call that the platform refuses with Retry-After', () => {
  it.each([429, 500, 502, 503, 504])('%i is made again at that time, and not before', async (errorStatus) => {
    const { clock, platform, client } = await stagedClient()
    await client.getApiToken()
    platform.faults.set({ errorStatus, retryAfterSeconds: 5 })
    const token = client.getClientAccessToken(anyScope)
    const made = () => platform.requests['POST /v2/client-access-token']
    await eventually(() => expect(made()).toBe(1))
    await until(() => clock.delays.includes(5_000))
    platform.faults.clear()
    clock.advance(4_999)
    await clock.settle()
    expect(made()).toBe(1)
    clock.advance(1)
    expect(await token).toMatchObject({ accessToken: expect.any(String) })
    expect(made()).toBe(2)
  })

  it('holds for the API token, for who waits for it', async () => {
    const { clock, platform, client } = await stagedClient()
    platform.faults.set(busy)
    const tokens = Promise.all(Array.from({ length: 20 }, () => client.getClientAccessToken(anyScope)))
    await until(() => clock.delays.includes(5_000))
    platform.faults.clear()
    clock.advance(5_000)
    expect(await tokens).toHaveLength(20)
    expect(platform.requests['POST /v1/auth/token']).toBe(2)
  })

  it('is given up after the retries that are allowed, with the time to come back', async () => {
    const { clock, platform, client } = await stagedClient({ retries: 3 })
    platform.faults.set(busy)
    const failed = client.getLegacyToken().catch((error) => error)
    for (let retry = 1; retry <= 3; retry += 1) {
      await until(() => clock.delays.filter((ms) => ms === 5_000).length === retry)
      clock.advance(5_000)
    }
    expect(await failed).toMatchObject({ why: 'refused', status: 429, retryAfterMs: 5_000 })
    expect(platform.requests['POST /v1/oauth2/token']).toBe(4)
    expect(clock.armed).toBe(0)
  })

  it('is given up at once, if there are to be no retries', async () => {
    const { platform, client } = await stagedClient({ retries: 0 })
    platform.faults.set(busy)
    await expect(client.getLegacyToken()).rejects.toMatchObject({ status: 429, retryAfterMs: 5_000 })
    expect(platform.requests['POST /v1/oauth2/token']).toBe(1)
  })

  it('is given up at once, if the time would be up before the next try', async () => {
    const { clock, platform, client } = await stagedClient({ totalTimeoutMs: 5_000 })
    platform.faults.set(busy)
    await expect(client.getLegacyToken()).rejects.toMatchObject({ status: 429, retryAfterMs: 5_000 })
    expect(platform.requests['POST /v1/oauth2/token']).toBe(1)
    expect(clock.armed).toBe(0)
  })

  it('has less time for its last try, so that all of it ends in time', async () => {
    const { clock, platform, client } = await stagedClient({ timeoutMs: 4_000, totalTimeoutMs: 6_000 })
    platform.faults.set(busy)
    const failed = client.getLegacyToken().catch((error) => error)
    await until(() => clock.delays.includes(5_000))
    platform.faults.set({ errorStatus: null, latencyMs: 60_000 })
    clock.advance(5_000)
    await eventually(() => expect(platform.requests['POST /v1/oauth2/token']).toBe(2))
    clock.advance(1_000)
    expect(await failed).toMatchObject({ why: 'timed-out' })
  })

  it('is given up by a caller who aborts, at once', async () => {
    const { clock, platform, client } = await stagedClient()
    platform.faults.set(busy)
    const controller = new AbortController()
    const failed = client.getLegacyToken({ signal: controller.signal }).catch((error) => error)
    await until(() => clock.delays.includes(5_000))
    const reason = new Error('no longer wanted')
    controller.abort(reason)
    expect(await failed).toBe(reason)
    expect(clock.armed).toBe(0)
    expect(platform.requests['POST /v1/oauth2/token']).toBe(1)
  })

  it('is not repeated without Retry-After: whoever calls has a backoff of his own', async () => {
    const { platform, client } = await stagedClient()
    platform.faults.set({ errorStatus: 503 })
    await expect(client.getLegacyToken()).rejects.toMatchObject({ status: 503, retryAfterMs: undefined })
    expect(platform.requests['POST /v1/oauth2/token']).toBe(1)
  })

  it.each([400, 401, 403, 404])('%i is not repeated: it would be the same again', async (errorStatus) => {
    const { platform, client } = await stagedClient()
    platform.faults.set({ errorStatus, retryAfterSeconds: 0 })
    await expect(client.getLegacyToken()).rejects.toMatchObject({ status: errorStatus })
    expect(platform.requests['POST /v1/oauth2/token']).toBe(1)
  })

  it.each([
    [429, 2],
    [503, 2],
    [500, 1],
    [502, 1],
    [504, 1],
  ])('%i does not use up a refresh token twice: %i sent', async (status, sent) => {
    const { seen, client } = await failing(status, { 'retry-after': '0' })
    await client.refreshLegacyToken({ refreshToken: 'one' }).catch(() => {})
    expect(seen).toHaveLength(sent)
  })

  it.each([
    [429, 2],
    [502, 1],
  ])('%i does not create a conference twice: %i sent', async (errorStatus, sent) => {
    const { clock, platform } = await stage()
    const { fetch } = bearerFetch(await tokenFor(platform, 'alice'))
    platform.faults.set({ errorStatus, retryAfterSeconds: 0 })
    const api = createConferenceClient({ url: platform.url, fetch, clock, retries: 1 })
    const created = api.createConference().catch(() => {})
    await eventually(() => {
      clock.advance(0)
      expect(platform.requests['POST /v2/conferences']).toBe(sent)
    })
    clock.advance(0)
    await created
  })

  it('holds for a participant who asks who is there, and for the events', async () => {
    const { clock, platform } = await stage()
    const { fetch } = bearerFetch(await tokenFor(platform, 'alice'))
    const api = createConferenceClient({ url: platform.url, fetch, clock })
    const session = await api.openSession()
    const { conferenceId } = await api.createConference()
    await session.join(conferenceId)
    platform.faults.set({ ...busy, errorStatus: 502 })
    const answers = Promise.all([api.participants(conferenceId), session.events(conferenceId).next()])
    await until(() => clock.delays.filter((ms) => ms === 5_000).length === 2)
    platform.faults.clear()
    clock.advance(5_000)
    expect(await answers).toMatchObject([[{ name: 'alice' }], { value: { type: 'participant.joined' } }])
  })
})

describe('Retry-After', () => {
  const inTwoMinutes = 'Fri, 01 Jan 2027 00:02:00 GMT'
  it.each<[string, Record<string, string>, number | undefined]>([
    ['in seconds', { 'retry-after': '120' }, 120_000],
    ['of nothing', { 'retry-after': '0' }, 0],
    ['as a date', { 'retry-after': inTwoMinutes, date: 'Fri, 01 Jan 2027 00:00:00 GMT' }, 120_000],
    [
      'as a date, by the clock of who says it',
      { 'retry-after': inTwoMinutes, date: 'Fri, 01 Jan 2027 00:01:00 GMT' },
      60_000,
    ],
    ['as a date, without another: by ours', { 'retry-after': inTwoMinutes, date: 'now' }, 120_000],
    ['as a date gone by', { 'retry-after': 'Fri, 01 Jan 2016 00:00:00 GMT' }, 0],
    ['that is negative', { 'retry-after': '-1' }, undefined],
    ['that is no whole number', { 'retry-after': '1.5' }, undefined],
    ['beyond all bounds', { 'retry-after': '9999999999999' }, undefined],
    ['as a date of another form', { 'retry-after': '2027-01-01T00:02:00Z' }, undefined],
    ['as a day that there is not', { 'retry-after': 'Fri, 99 Jan 2027 00:02:00 GMT' }, undefined],
    ['that is nothing', { 'retry-after': '' }, undefined],
  ])('%s is read', async (_, headers, retryAfterMs) => {
    const { client } = await failing(503, headers, { retries: 0 })
    const error = await client.getLegacyToken().catch((e) => e)
    expect(error).toMatchObject({ status: 503, retryAfterMs })
  })
})
