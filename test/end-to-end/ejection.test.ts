import { kick } from 'halflife'
import type { ConferenceEvent } from 'halflife/platform'
import { describe, expect, it } from 'vitest'
import { until } from './until.ts'
import { type Participant, requested, startWorld } from './world.ts'

/** What the platform says to a participant, which tells its session of its end. */
function listen({ conferenceId, inside, session }: Participant) {
  const heard: ConferenceEvent[] = []
  const ended = (async () => {
    for await (const event of inside.events(conferenceId)) {
      heard.push(event)
      const isMe = event.participant.sessionId === inside.sessionId
      if (event.type === 'participant.kicked' && isMe) session.ejectedFromConference()
    }
  })()
  // Who is still in when the platform is closed sees the connection break.
  ended.catch(() => {})
  return { heard, ended }
}

describe('a participant who is put out by the platform', () => {
  it('hears of it, though its session has a good token, which the platform was never shown', async () => {
    const world = await startWorld()
    const bob = await world.participant('bob', { policy: kick })
    const { ended, heard } = listen(bob)
    await until(() => heard.length === 1)
    await world.pass(59_000)
    expect(bob.session.state).toBe('valid')
    await world.pass(1_000)
    await ended
    expect(heard.map(({ type }) => type)).toEqual(['participant.joined', 'participant.kicked'])
    expect(bob.session.state).toBe('kicked')
    expect(bob.types().filter((type) => type === 'participant.kicked')).toHaveLength(1)
    expect(world.present()).toEqual([])
  })

  it('and by its own session at the same time is kicked once', async () => {
    const world = await startWorld()
    const bob = await world.participant('bob', { policy: kick, retry: 'points-only' })
    const { ended, heard } = listen(bob)
    await until(() => heard.length === 1)
    world.authServer.outage(true)
    await world.pass(60_000)
    await ended
    expect(heard.at(-1)?.type).toBe('participant.kicked')
    expect(bob.session.state).toBe('kicked')
    expect(bob.types().filter((type) => type === 'participant.kicked')).toHaveLength(1)
    const calls = world.authServer.requests
    await world.pass(120_000)
    expect(world.authServer.requests).toBe(calls)
  })

  it('may come again with a new session of both', async () => {
    const world = await startWorld()
    const first = await world.participant('bob', { policy: kick, retry: 'points-only' })
    world.authServer.outage(true)
    await world.pass(61_000)
    world.authServer.outage(false)
    const second = await world.participant('bob', { policy: kick })
    expect(world.present()).toEqual(['bob'])
    await world.pass(30_000)
    await second.callsApi()
    await world.pass(29_000)
    expect(world.present()).toEqual(['bob'])
    expect([first.session.state, second.session.state]).toEqual(['kicked', 'valid'])
    expect(requested(second.heard)).toEqual(['1 half'])
  })

  it('who shows each new token stays in for hours', async () => {
    const world = await startWorld({ ttlMs: 3_600_000 })
    const bob = await world.participant('bob', { policy: kick })
    bob.session.on('token.adopted', () => void bob.callsApi())
    const { heard } = listen(bob)
    for (let hour = 0; hour < 5; hour++) {
      await world.pass(3_600_000)
      await until(
        () => heard.filter(({ type }) => type === 'participant.token-renewed').length === 2 * hour + 2,
      )
    }
    expect(world.present()).toEqual(['bob'])
    expect(world.authServer.requests).toBe(1 + 10)
  })
})
