import {
  type ConferenceEvent,
  createConferenceClient,
  type ParticipantPolicy,
  type Platform,
} from 'halflife/platform'
import { describe, expect, it } from 'vitest'
import { call, eventually, participant, stage, tokenFor } from './stage.ts'

async function aliceIn(platform: Platform, policy: ParticipantPolicy = 'stay', { expiresIn = 10 } = {}) {
  const alice = await participant(platform, 'alice', { expiresIn })
  const { conferenceId } = await alice.client.createConference()
  await alice.session.join(conferenceId, { policy })
  return { ...alice, conferenceId }
}

/** Reads on until `count` events are there, or the stream ends. */
async function take(
  events: AsyncGenerator<ConferenceEvent, void, void>,
  count: number,
): Promise<ConferenceEvent[]> {
  const taken: ConferenceEvent[] = []
  while (taken.length < count) {
    const { done, value } = await events.next()
    if (done) break
    taken.push(value)
  }
  return taken
}

const inShort = ({ id, type, participant: { externalId } }: ConferenceEvent) => `${id} ${type} ${externalId}`

describe('the stream of events', () => {
  it('tells what happens, numbered, from the joining of who listens', async () => {
    const { platform } = await stage()
    const { session, conferenceId } = await aliceIn(platform)
    const events = session.events(conferenceId)
    expect((await take(events, 1)).map(inShort)).toEqual(['1 participant.joined alice'])

    const bob = await participant(platform, 'bob')
    await bob.session.join(conferenceId)
    await bob.session.leave(conferenceId)
    expect((await take(events, 2)).map(inShort)).toEqual([
      '2 participant.joined bob',
      '3 participant.left bob',
    ])
    await events.return()
  })

  it('is an event stream as browsers know it', async () => {
    const { platform } = await stage()
    const { bearer, session, conferenceId } = await aliceIn(platform)
    const path = `/v2/conferences/${conferenceId}/participants/${session.sessionId}/events`
    const response = await call(platform, bearer.token, 'GET', path)
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    await session.leave(conferenceId)
    const text = await response.text()
    expect(text).toContain('event: participant.joined\n')
    expect(text).toMatch(/^id: 1$/m)
    expect(text).toMatch(/^id: 2$/m)
    const [, data = ''] = /^data: (.*)$/m.exec(text) ?? []
    expect(JSON.parse(data)).toEqual({
      id: 1,
      type: 'participant.joined',
      atMs: 1_800_000_000_250,
      conferenceId,
      participant: {
        sessionId: session.sessionId,
        externalId: 'alice',
        name: 'alice',
        policy: 'stay',
        isTokenExpired: false,
      },
    })
  })

  it('tells a kicked participant why, and ends', async () => {
    const { clock, platform } = await stage()
    const { session, conferenceId } = await aliceIn(platform, 'kick')
    const events = session.events(conferenceId)
    await take(events, 1)
    clock.advance(10_000)
    expect(await take(events, 9)).toMatchObject([
      { id: 2, type: 'participant.kicked', reason: 'token-expired', atMs: 1_800_000_010_250 },
    ])
  })

  it('ends with its own exit, even if others go at the same instant', async () => {
    const { clock, platform } = await stage()
    const { session, conferenceId } = await aliceIn(platform, 'kick')
    const bob = await participant(platform, 'bob', { expiresIn: 10 })
    await bob.session.join(conferenceId, { policy: 'kick' })
    const [ofAlice, ofBob] = [session.events(conferenceId), bob.session.events(conferenceId)]
    await Promise.all([take(ofAlice, 2), take(ofBob, 1)])
    clock.advance(10_000)
    expect((await take(ofAlice, 9)).map(inShort)).toEqual(['3 participant.kicked alice'])
    expect((await take(ofBob, 9)).map(inShort)).toEqual([
      '3 participant.kicked alice',
      '4 participant.kicked bob',
    ])
  })

  it('goes on for one who stays with an expired token, and tells of that and of the renewal', async () => {
    const { clock, platform } = await stage()
    const { bearer, client, session, conferenceId } = await aliceIn(platform, 'stay')
    const events = session.events(conferenceId)
    await take(events, 1)
    clock.advance(10_000)
    bearer.token = await tokenFor(platform, 'alice')
    await client.participants(conferenceId)
    expect(await take(events, 2)).toMatchObject([
      { type: 'participant.token-expired', participant: { isTokenExpired: true } },
      { type: 'participant.token-renewed', participant: { isTokenExpired: false } },
    ])
    await events.return()
  })

  it('continues after the last event that was seen', async () => {
    const { platform } = await stage()
    const { session, conferenceId } = await aliceIn(platform)
    const bob = await participant(platform, 'bob')
    await bob.session.join(conferenceId)
    await bob.session.leave(conferenceId)
    const events = session.events(conferenceId, { lastEventId: 2 })
    expect((await take(events, 1)).map(inShort)).toEqual(['3 participant.left bob'])
    await events.return()
  })

  it('tells nothing from before the joining, and an earlier exit does not end it', async () => {
    const { platform } = await stage()
    const { session, conferenceId } = await aliceIn(platform)
    await session.leave(conferenceId)
    await session.join(conferenceId)
    const events = session.events(conferenceId, { lastEventId: 0 })
    expect((await take(events, 1)).map(inShort)).toEqual(['3 participant.joined alice'])
    await session.leave(conferenceId)
    expect((await take(events, 9)).map(inShort)).toEqual(['4 participant.left alice'])
  })

  it('is not for one who is not in', async () => {
    const { platform } = await stage()
    const { session, conferenceId } = await aliceIn(platform)
    await session.leave(conferenceId)
    await expect(session.events(conferenceId).next()).rejects.toMatchObject({ status: 404 })
  })

  it('ends with the reason of its signal', async () => {
    const { platform } = await stage()
    const { session, conferenceId } = await aliceIn(platform)
    const controller = new AbortController()
    const events = session.events(conferenceId, { signal: controller.signal })
    await take(events, 1)
    const reason = new Error('enough')
    const next = events.next()
    controller.abort(reason)
    await expect(next).rejects.toBe(reason)
  })

  it('breaks in an outage, and the listener is told so', async () => {
    const { platform } = await stage()
    const { session, conferenceId } = await aliceIn(platform)
    const events = session.events(conferenceId)
    await take(events, 1)
    const next = events.next()
    platform.faults.set({ outage: true })
    await expect(next).rejects.toMatchObject({ code: 'ERR_PLATFORM', why: 'unreachable' })
  })

  it('gives a sign of life every 15 seconds, and leaves no timer when the listener is gone', async () => {
    const { clock, platform } = await stage()
    const { bearer, session, conferenceId } = await aliceIn(platform, 'stay', { expiresIn: 86_400 })
    const before = clock.armed
    const controller = new AbortController()
    const url = `${platform.url}/v2/conferences/${conferenceId}/participants/${session.sessionId}/events`
    const response = await bearer.fetch(url, { signal: controller.signal })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (!text.includes('data:')) text += (await reader?.read())?.value
    clock.advance(15_000)
    expect((await reader?.read())?.value).toBe(':\n\n')
    expect(clock.armed).toBe(before + 1)
    controller.abort()
    await reader?.closed.catch(() => undefined)
    await eventually(() => expect(clock.armed).toBe(before))
  })

  it('is not cut off by the time limit of a call', async () => {
    const { platform } = await stage()
    const { bearer, conferenceId } = await aliceIn(platform)
    const client = createConferenceClient({ url: platform.url, fetch: bearer.fetch, timeoutMs: 150 })
    const session = await client.openSession()
    const events = session.events(conferenceId)
    await take(events, 1)
    const next = events.next()
    await new Promise((resolve) => setTimeout(resolve, 250))
    await session.leave(conferenceId)
    expect((await next).value).toMatchObject({ type: 'participant.left' })
  })
})
