import { DolbyIOSDK, type DotnetRefreshCallback, type SurfaceOptions } from 'halflife/sdk'
import { describe, expect, it } from 'vitest'
import { until } from '../../../end-to-end/until.ts'
import { opaque } from '../../session/setting.ts'
import { first, follow, setting } from '../answering/setting.ts'
import { startStage } from '../stage.ts'

const fail: DotnetRefreshCallback = () => {
  throw new TypeError('down')
}

/** An SDK with a callback, a token of a minute, and what its event says. */
async function start(callback: DotnetRefreshCallback, given: SurfaceOptions = {}) {
  const { options, ...rest } = setting(given)
  const { sdk, ...followed } = follow(new DolbyIOSDK(options))
  const errors: [string, string][] = []
  const subscription = sdk.on('InvalidTokenError', (...said) => errors.push(said))
  await sdk.initAsync(first, callback)
  return { ...rest, ...followed, sdk, errors, subscription }
}

const expired = ['Expired_token', 'No live token reached the platform in time: the participant was put out.']

describe('InvalidTokenError', () => {
  it('is not said of a token that is refreshed in time, nor of one attempt that failed', async () => {
    let calls = 0
    const { pass, errors } = await start(() => {
      calls += 1
      return calls % 2 === 0 ? opaque(`token-${calls}`) : fail()
    })
    await pass(600)
    expect(calls).toBeGreaterThan(20)
    expect(errors).toEqual([])
  })

  it('is said of a token that the platform rejects, once a token', async () => {
    const { errors, sdk, pass } = await start(() => opaque('second'))
    sdk.tokenSession.reportRejected('first')
    sdk.tokenSession.reportRejected('first')
    expect(errors).toEqual([['Invalid_token', 'Expired or invalid token']])
    await pass(30)
    sdk.tokenSession.reportRejected('second')
    expect(errors).toHaveLength(2)
  })

  it('is said when the participant is kicked', async () => {
    const { errors, sdk, pass } = await start(fail)
    sdk.tokenSession.joinedConference()
    await pass(60)
    expect(errors).toEqual([expired])
  })

  it('is said outside a conference, when the last attempt failed and no other follows', async () => {
    const { errors, pass } = await start(fail)
    await pass(59)
    expect(errors).toEqual([])
    await pass(1)
    expect(errors).toEqual([
      ['Refresh_failed', 'There is no new token (threw), and nothing asks again by itself.'],
    ])
  })

  it('is not said while an attempt is under way, though others fail', async () => {
    const { errors, pass, reasons } = await start(() => new Promise(() => {}))
    await pass(89)
    expect(reasons()).toEqual(['timed-out', 'timed-out'])
    expect(errors).toEqual([])
    await pass(1)
    expect(errors).toEqual([
      ['Refresh_failed', 'There is no new token (timed-out), and nothing asks again by itself.'],
    ])
  })

  it('is said once of who joined without a token, and is kicked as none comes', async () => {
    const { errors, pass, sdk } = await start(() => new Promise(() => {}))
    await pass(60)
    sdk.tokenSession.joinedConference()
    await pass(30)
    expect(sdk.tokenSession.state).toBe('kicked')
    expect(errors).toEqual([expired])
  })

  it('is not said outside a conference, while attempts follow', async () => {
    const { errors, pass, sdk } = await start(fail, { retry: 'backoff' })
    await pass(600)
    expect(sdk.tokenSession.state).toBe('expired')
    expect(errors).toEqual([])
  })

  it('is said to nobody who has unsubscribed, and beside the other events', async () => {
    const { errors, sdk, subscription, types } = await start(fail)
    subscription.unsubscribe()
    sdk.tokenSession.reportRejected('first')
    expect(errors).toEqual([])
    expect(types()).toEqual(['token.rejected'])
  })

  it('is said of what the platform does, over HTTP', async () => {
    const errors: [string, string][] = []
    const stage = await startStage(
      async ({ accessToken, nextToken, options }) => {
        const sdk = new DolbyIOSDK(options)
        sdk.on('InvalidTokenError', (...said) => errors.push(said))
        await sdk.initAsync(accessToken, () => nextToken())
        return sdk
      },
      { retry: 'points-only' },
    )
    await stage.join()
    stage.platform.faults.revoke({ externalId: 'alice' })
    await stage.sdk.conference.participants()
    expect(errors).toEqual([['Invalid_token', 'Expired or invalid token']])
    stage.authServer.outage(true)
    await stage.pass(61_000)
    await until(() => stage.openStreams() === 0)
    expect(errors.slice(1)).toEqual([expired])
  })
})
