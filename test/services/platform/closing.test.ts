import { startAuthServer, startPlatform } from 'halflife/platform'
import { describe, expect, it } from 'vitest'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'
import { eventually, participant, postForm } from './stage.ts'

describe('a platform', () => {
  it('listens on loopback, on the port it is given, with the credentials it is given', async () => {
    const first = await startPlatform()
    const port = Number(new URL(first.url).port)
    expect(first.url).toBe(`http://127.0.0.1:${port}`)
    await first.close()
    await using platform = await startPlatform({
      port,
      appKey: 'key',
      appSecret: 'secret',
      adminKey: 'admin',
    })
    expect(platform).toMatchObject({ url: first.url, appKey: 'key', appSecret: 'secret', adminKey: 'admin' })
  })

  it('has other credentials each time, if it is given none', async () => {
    await using one = await startPlatform()
    await using two = await startPlatform()
    expect(new Set([one, two].flatMap((p) => [p.appKey, p.appSecret, p.adminKey])).size).toBe(6)
  })

  it('does not start on a port that is taken, or is none', async () => {
    await using platform = await startPlatform()
    const port = Number(new URL(platform.url).port)
    await expect(startPlatform({ port })).rejects.toMatchObject({ code: 'ERR_OPTION', message: /EADDRINUSE/ })
    await expect(startPlatform({ port: 65_536 })).rejects.toMatchObject({ code: 'ERR_OPTION' })
    await expect(startPlatform({ appKey: 'a:b' })).rejects.toMatchObject({ code: 'ERR_OPTION' })
  })

  it('that is closed has no timer, no stream and no port, and can be closed again', async () => {
    const clock = new TestClock()
    const platform = await startPlatform({ clock })
    const { client, session } = await participant(platform, 'alice')
    const { conferenceId } = await client.createConference()
    await session.join(conferenceId, { policy: 'kick' })
    const events = session.events(conferenceId)
    await events.next()
    platform.faults.set({ latencyMs: 60_000 })
    const held = client.participants(conferenceId)
    const outcomes = Promise.allSettled([held, events.next()])
    await eventually(() => expect(clock.armed).toBe(3))

    await platform.close()
    await platform.close()
    expect(clock.armed).toBe(0)
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await expect(postForm(platform, '/v1/auth/token', {})).rejects.toThrow('fetch failed')
    platform.faults.clear()
    expect(platform.conferences).toHaveLength(1)
    expect(clock.armed).toBe(0)
  })

  it('keeps real time when it is given none', async () => {
    await using platform = await startPlatform()
    const { client, session } = await participant(platform, 'alice', { expiresIn: 1 })
    const { conferenceId } = await client.createConference()
    await session.join(conferenceId, { policy: 'kick' })
    const types: string[] = []
    for await (const { type } of session.events(conferenceId)) types.push(type)
    expect(types).toEqual(['participant.joined', 'participant.kicked'])
  })
})

describe('an authentication server', () => {
  it('is closed at the end of its scope', async () => {
    await using platform = await startPlatform()
    const options = { platformUrl: platform.url, appKey: platform.appKey, appSecret: platform.appSecret }
    let url = ''
    {
      await using server = await startAuthServer(options)
      url = server.url
    }
    await expect(fetch(url)).rejects.toThrow('fetch failed')
  })
})
