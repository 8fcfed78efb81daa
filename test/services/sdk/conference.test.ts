import { type ConferenceEvent, createPlatformClient } from 'halflife/platform'
import { profiles } from 'halflife/sdk'
import { describe, expect, it, onTestFinished } from 'vitest'
import { until } from '../../end-to-end/until.ts'
import { travels } from './journey.ts'
import { Least } from './setting.ts'
import { type OpenSurface, type Stage, startStage } from './stage.ts'

const open =
  (profile: (typeof profiles)['web' | 'cpp']): OpenSurface =>
  ({ accessToken, nextToken, options }) => {
    const sdk = new Least(profile, options)
    sdk.initialize(accessToken, () => nextToken())
    return sdk
  }
const stays = open(profiles.web)
const kicks = open(profiles.cpp)

// The base alone, so that a surface's own test need not tell whose fault it is.
travels({ ...profiles.cpp, title: 'no one (kick)' }, kicks)

const kicked = (stage: Stage) => stage.types().filter((type) => type === 'participant.kicked').length
const own = (stage: Stage) => stage.types().filter((type) => /^(joined|left|participant\.kicked)$/.test(type))
const ids = (stage: Stage) =>
  stage.heard.flatMap((event): ConferenceEvent['id'][] =>
    event.type === 'conference.event' ? [event.event.id] : [],
  )

describe('whose connection breaks', () => {
  it('stays in, comes back on the clock, and misses nothing nor hears it twice', async () => {
    const stage = await startStage(stays)
    await stage.join()
    const bob = await stage.participant('bob')
    await until(() => stage.news().length === 1)

    stage.network(false)
    await until(() => stage.types().includes('connection.lost'))
    const { retryAtMs, atMs } = stage.heard.at(-1) as { retryAtMs: number; atMs: number }
    expect(retryAtMs - atMs).toBe(750)
    await bob.inside.leave(bob.conferenceId)
    await stage.participant('carol')
    await stage.pass(3_000)
    // After 0.75 s, 1.5 s, and next 3 s.
    expect(stage.types().filter((type) => type === 'connection.lost')).toHaveLength(3)
    expect(stage.timers()).toBeGreaterThan(0)

    stage.network(true)
    await stage.pass(3_000)
    await until(() => stage.news().length === 3)
    expect(stage.news()).toEqual(['participant.joined', 'participant.left', 'participant.joined'])
    expect(ids(stage)).toEqual([2, 3, 4])
    expect(stage.lastEventIds).toEqual([null, '2'])
    expect(stage.types().filter((type) => type === 'connection.restored')).toHaveLength(1)
    expect(own(stage)).toEqual(['joined'])
    expect(stage.sdk.conference.current).toMatchObject({ alias: 'room' })
  })

  it('begins with the shortest distance again, once it has come back', async () => {
    const stage = await startStage(stays)
    await stage.join()
    for (let time = 0; time < 3; time++) {
      stage.network(false)
      await until(() => stage.openStreams() === 0 && stage.heard.at(-1)?.type === 'connection.lost')
      stage.network(true)
      await stage.pass(1_000)
      await until(() => stage.openStreams() === 1)
    }
    const lost = stage.heard.flatMap((event) =>
      event.type === 'connection.lost' ? [event.retryAtMs - event.atMs] : [],
    )
    expect(lost).toEqual([750, 750, 750])
  })

  it('without a word, as when a cable is pulled, notices by the silence', async () => {
    const stage = await startStage(stays)
    await stage.join()
    await until(() => stage.openStreams() === 1)
    stage.freeze()
    await stage.participant('bob')
    await stage.pass(44_000)
    expect(stage.types()).not.toContain('connection.lost')
    await stage.pass(1_000)
    await until(() => stage.types().includes('connection.lost'))
    await stage.pass(1_000)
    await until(() => stage.news().includes('participant.joined'))
    expect(stage.types()).toContain('connection.restored')
    expect(own(stage)).toEqual(['joined'])
  })

  it('not at all, hears of no loss, though nothing happens for minutes', async () => {
    const stage = await startStage(stays)
    await stage.join()
    for (let minute = 0; minute < 5; minute++) await stage.pass(60_000)
    expect(stage.lastEventIds).toEqual([null])
  })

  it('under kick, and whom the platform puts out meanwhile, learns of it when it comes back, once', async () => {
    const stage = await startStage(kicks)
    await stage.join()
    await stage.pass(10_000)
    stage.network(false)
    // The token is refreshed, but the platform cannot be shown.
    await stage.pass(60_000)
    expect(stage.sdk.tokenSession.state).toBe('valid')
    expect(stage.present()).toEqual([])
    expect(own(stage)).toEqual(['joined'])
    stage.network(true)
    await stage.pass(60_000)
    expect(own(stage)).toEqual(['joined', 'participant.kicked', 'left'])
    expect(stage.sdk.tokenSession.state).toBe('kicked')
    expect([stage.timers(), stage.openStreams()]).toEqual([0, 0])
  })

  it('shows the platform the newest token as soon as it can', async () => {
    const stage = await startStage(kicks)
    await stage.join()
    await stage.pass(25_000)
    stage.network(false)
    await stage.pass(10_000)
    stage.network(true)
    await stage.pass(10_000)
    await until(() => stage.news().includes('participant.token-renewed'))
    await stage.pass(14_000)
    expect(stage.present()).toEqual(['alice'])
  })
})

describe('who is kicked', () => {
  it.each([
    ['by the platform first, whose clock is ahead', 2_500],
    ['by its own clock first, the platform being behind', -2_500],
    ['by both at the same time', 0],
  ])('%s, hears of it once, and nothing is left', async (_, clockSkewMs) => {
    const stage = await startStage(kicks, { retry: 'points-only' })
    stage.platform.faults.set({ clockSkewMs })
    await stage.join()
    stage.authServer.outage(true)
    for (let second = 0; second < 65; second++) {
      await stage.pass(1_000)
      const { conferences } = stage.platform
      // What the platform has said is on its way: it arrives before the next second.
      if (conferences[0]?.participants.length === 0) await until(() => kicked(stage) > 0)
    }
    expect(own(stage)).toEqual(['joined', 'participant.kicked', 'left'])
    await until(() => stage.openStreams() === 0)
    expect(stage.timers()).toBe(0)
    expect(stage.present()).toEqual([])
    await stage.sdk.conference.leave()
    await stage.sdk.session.close()
    await expect(stage.sdk.conference.join('room')).rejects.toMatchObject({ code: 'ERR_NO_SESSION' })
    expect(kicked(stage)).toBe(1)
  })

  it('is out at once, also where the platform cannot be reached to say so', async () => {
    const stage = await startStage(kicks, { retry: 'points-only' })
    await stage.join()
    stage.authServer.outage(true)
    await stage.pass(58_000)
    stage.network(false)
    await stage.pass(2_000)
    expect(own(stage)).toEqual(['joined', 'participant.kicked', 'left'])
    expect([stage.timers(), stage.openStreams()]).toEqual([0, 0])
  })

  it('is nobody who left before the token ended', async () => {
    const stage = await startStage(kicks, { retry: 'points-only' })
    await stage.join()
    stage.authServer.outage(true)
    await stage.pass(50_000)
    await stage.sdk.conference.leave()
    await stage.pass(20_000)
    expect(own(stage)).toEqual(['joined', 'left'])
    expect(stage.sdk.tokenSession.state).toBe('expired')
  })

  it('may begin anew with the same SDK, and its listeners', async () => {
    const stage = await startStage(kicks, { retry: 'points-only' })
    await stage.join()
    stage.authServer.outage(true)
    await stage.pass(61_000)
    stage.authServer.outage(false)
    const sdk = stage.sdk as Least
    sdk.initialize(await stage.askFor('alice'), () => stage.nextToken())
    await stage.join()
    expect(own(stage)).toEqual(['joined', 'participant.kicked', 'left', 'joined'])
    await stage.pass(30_000)
    await until(() => stage.news().includes('participant.token-renewed'))
    expect(stage.present()).toEqual(['alice'])
  })

  it('is news to the others, who stay', async () => {
    const stage = await startStage(stays)
    await stage.join()
    const bob = await stage.participant('bob', { policy: 'kick', retry: 'points-only' })
    stage.authServer.outage(true)
    await stage.pass(60_000)
    await until(() => stage.news().includes('participant.kicked'))
    expect(bob.session.state).toBe('kicked')
    expect(own(stage)).toEqual(['joined'])
    const { isMe } = stage.heard.find(
      (event) => event.type === 'conference.event' && event.event.type === 'participant.kicked',
    ) as { isMe: boolean }
    expect(isMe).toBe(false)
  })
})

describe('joining and leaving', () => {
  it('are said, and done on the platform', async () => {
    const stage = await startStage(stays)
    const { conference, participant } = await stage.join()
    expect(participant).toMatchObject({ externalId: 'alice', name: 'Alice', policy: 'stay' })
    expect(stage.sdk.session.participant).toMatchObject({ externalId: 'alice', name: 'Alice' })
    expect(stage.sdk.conference.current).toEqual(conference)
    await stage.sdk.conference.leave()
    await stage.sdk.conference.leave()
    expect(own(stage)).toEqual(['joined', 'left'])
    expect(stage.present()).toEqual([])
    expect(await stage.sdk.conference.participants()).toEqual([])
    expect(await stage.sdk.conference.participants(conference.id)).toEqual([])
    await until(() => stage.openStreams() === 0)

    await stage.sdk.conference.join(conference.id)
    expect(stage.sdk.conference.current).toEqual({ id: conference.id, alias: null })
    expect(own(stage)).toEqual(['joined', 'left', 'joined'])
  })

  it('go in the order in which they were asked for', async () => {
    const stage = await startStage(stays)
    const { session, conference } = stage.sdk
    const { id } = await conference.create()
    const all = [
      session.open(),
      conference.join(id),
      conference.join(id),
      conference.leave(),
      conference.join(id),
    ]
    await Promise.all([...all, session.close()])
    expect(own(stage)).toEqual(['joined', 'left', 'joined', 'left'])
    expect(stage.present()).toEqual([])
    expect(session.participant).toBeUndefined()
  })

  it('need a session, and one conference at a time', async () => {
    const stage = await startStage(stays)
    await expect(stage.sdk.conference.join('room')).rejects.toMatchObject({
      code: 'ERR_NO_SESSION',
      message: 'Call session.open() before joining a conference.',
    })
    await stage.join()
    const other = await stage.sdk.conference.create()
    await expect(stage.sdk.conference.join(other)).rejects.toMatchObject({ code: 'ERR_IN_CONFERENCE' })
    expect(stage.sdk.conference.current?.alias).toBe('room')
  })

  it('say what they need, if they are given no conference', async () => {
    const stage = await startStage(stays)
    await stage.sdk.session.open()
    for (const given of [undefined, null, '', {}, { id: 7 }]) {
      const refusals = [stage.sdk.conference.join(given as never)]
      if (given !== undefined) refusals.push(stage.sdk.conference.participants(given as never) as never)
      for (const refused of refusals)
        await expect(refused).rejects.toMatchObject({
          code: 'ERR_OPTION',
          message: 'conference must be what conference.create() gave, or the ID of one.',
        })
    }
  })

  it('take what belongs to them as an object', async () => {
    const stage = await startStage(stays)
    for (const given of ['Alice', null, 7]) {
      await expect(stage.sdk.session.open(given as never)).rejects.toMatchObject({
        code: 'ERR_OPTION',
        message: 'session.open takes { name, externalId }, or nothing.',
      })
      await expect(stage.sdk.conference.create(given as never)).rejects.toMatchObject({
        code: 'ERR_OPTION',
        message: 'conference.create takes { alias }, or nothing.',
      })
    }
    expect(stage.sdk.session.participant).toBeUndefined()
  })

  it('as somebody else need the participant to leave first', async () => {
    const stage = await startStage(stays)
    const { url, appKey, appSecret } = stage.platform
    const server = createPlatformClient({ url, appKey, appSecret, clock: stage.clock })
    onTestFinished(() => server.close())
    // A token that names nobody: whoever has it says who they are.
    const { accessToken } = await server.getClientAccessToken({ sessionScope: ['*'] })
    const sdk = stays({ accessToken, nextToken: stage.nextToken, options: stage.options }) as Least
    onTestFinished(() => sdk.close())
    await sdk.session.open({ externalId: 'alice' })
    await sdk.session.open({ externalId: 'bob' })
    await sdk.conference.join(await sdk.conference.create({ alias: 'room' }))
    await expect(sdk.session.open({ externalId: 'alice' })).rejects.toMatchObject({
      code: 'ERR_IN_CONFERENCE',
      message: 'The participant is in a conference: leave it first.',
    })
    expect(await sdk.session.open({ externalId: 'bob' })).toMatchObject({ externalId: 'bob' })
    expect(stage.present()).toEqual(['bob'])
    await sdk.conference.leave()
    expect(stage.present()).toEqual([])
  })

  it('fail with what the platform says', async () => {
    const stage = await startStage(stays)
    await stage.sdk.session.open()
    await expect(stage.sdk.conference.join('none')).rejects.toMatchObject({
      code: 'ERR_PLATFORM',
      status: 404,
    })
    await expect(stage.sdk.session.open({ externalId: 'bob' })).rejects.toMatchObject({
      code: 'ERR_PLATFORM',
    })
    expect(stage.sdk.session.participant?.externalId).toBe('alice')
    await stage.join()
    stage.network(false)
    await expect(stage.sdk.conference.leave()).rejects.toMatchObject({
      code: 'ERR_PLATFORM',
      why: 'unreachable',
    })
    await expect(stage.sdk.session.close()).rejects.toMatchObject({ code: 'ERR_PLATFORM' })
    expect(stage.sdk.conference.current?.alias).toBe('room')
    expect(own(stage)).toEqual(['joined'])
  })

  it('whose session was closed elsewhere has left', async () => {
    const stage = await startStage(stays)
    await stage.join()
    await until(() => stage.openStreams() === 1)
    const elsewhere = stays({
      accessToken: await stage.askFor('alice'),
      nextToken: stage.nextToken,
      options: stage.options,
    }) as Least
    await elsewhere.session.open()
    await elsewhere.session.close()
    await until(() => own(stage).includes('left'))
    expect(stage.heard.at(-1)).toMatchObject({ type: 'left', why: 'left' })
    await stage.sdk.session.close()
    expect(stage.sdk.session.participant).toBeUndefined()
    await elsewhere.close()
  })

  it('ends with the SDK at once, whatever call is under way, though the platform never answers', async () => {
    const stage = await startStage(stays)
    const { session, conference } = stage.sdk
    const { id } = await conference.create()
    await session.open()
    stage.platform.faults.set({ latencyMs: 60_000 })
    const calls = [conference.create(), conference.participants(id), conference.join(id), session.open()].map(
      (call) => call.catch(({ code }) => code),
    )
    await until(
      () => stage.platform.requests['PUT /v2/conferences/:conferenceId/participants/:sessionId'] === 1,
    )
    await stage.sdk.close()
    await expect(session.open()).rejects.toThrow('This SDK is closed: make another.')
    expect(await Promise.all(calls)).toEqual(Array(4).fill('ERR_SESSION_CLOSED'))
    expect([stage.timers(), stage.openStreams(), own(stage)]).toEqual([0, 0, []])
  })

  it('ends with the SDK, also before and in the midst of joining', async () => {
    const stage = await startStage(stays)
    const { id } = await stage.sdk.conference.create()
    await stage.sdk.session.open()
    stage.platform.faults.set({ latencyMs: 1_000 })
    const joining = stage.sdk.conference.join(id)
    const joiningAfter = stage.sdk.conference.join(id)
    await until(
      () => stage.platform.requests['PUT /v2/conferences/:conferenceId/participants/:sessionId'] === 1,
    )
    await stage.sdk.close()
    await stage.pass(2_000)
    for (const join of [joining, joiningAfter])
      await expect(join).rejects.toMatchObject({ code: 'ERR_SESSION_CLOSED' })
    expect([stage.timers(), stage.openStreams(), own(stage)]).toEqual([0, 0, []])
  })
})
