import {
  deliver,
  kick,
  kickMachine,
  openSession,
  type Policy,
  stay,
  stayMachine,
  type TokenEvent,
} from 'halflife'
import { TestClock } from 'halflife/testing'
import { describe, expect, it } from 'vitest'
import { createActor } from 'xstate'
import type { Inspect } from '../../../bridges/xstate-inspect/src/index.ts'
import { goOn } from '../../../bridges/xstate-inspect/test/viewer.ts'
import { openStage } from './stage.ts'

const secret = 'a-token-of-many-letters-that-nobody-may-see'

/** A session whose tokens live a minute. */
function session(inspect: Inspect, policy: Policy = stay) {
  let tokens = 0
  const next = () => ({ value: `${secret}-${++tokens}`, expiresInSeconds: 60 })
  return openSession({ token: next(), refresh: next, policy, clock: new TestClock(), inspect })
}

describe('a session, to a viewer of @xstate/inspect 0.8', () => {
  it('is a machine that XState 4 goes on with, from the state that it is in', async () => {
    await using stage = await openStage()
    await using watched = session(stage.inspect)
    expect(watched.state).toBe('valid')
    const told = await stage.viewer.registered('halflife.token')
    expect(told.state.value).toStrictEqual({ valid: 'idle' })
    expect(told.state.context).toMatchObject({ generation: 0, pointsHandled: 0, overlap: 'allow' })
    const no = () => false
    const guards = {
      isExpiryDue: no,
      isThreeQuarterDue: no,
      isHalfDue: () => true,
      isRetryDue: no,
      isFailure: () => true,
    }
    expect(goOn(told, guards, 'refresh.demanded')).toBe('valid.requesting')
    expect(goOn(told, guards, 'refresh.demanded', 'refresh.failed')).toBe('valid.idle')
    expect(goOn(told, guards, 'deadline.reached')).toBe('refreshing-half.requesting')
  })

  it('tells each event before the state that comes of it, and its end', async () => {
    await using stage = await openStage()
    const watched = session(stage.inspect)
    const { sessionId } = await stage.viewer.registered('halflife.token')
    await watched.refreshNow()
    await watched.close()
    await stage.viewer.until(() => stage.viewer.storyOf(sessionId).includes('service.stop'))
    expect(stage.viewer.storyOf(sessionId)).toStrictEqual([
      'service.register',
      'event xstate.init',
      'event refresh.demanded',
      'state valid.requesting',
      'event refresh.succeeded',
      'state valid.idle',
      'service.stop',
    ])
    expect(stage.viewer.told('service.state').at(-1)?.state.context).toMatchObject({ generation: 1 })
  })

  it('is followed to the kick', async () => {
    await using stage = await openStage()
    const clock = new TestClock()
    const fails = () => Promise.reject(new Error('the server is down'))
    const watched = openSession({
      token: { value: secret, expiresInSeconds: 60 },
      refresh: fails,
      policy: kick,
      clock,
      inspect: stage.inspect,
    })
    watched.joinedConference()
    const { sessionId } = await stage.viewer.registered('halflife.token')
    await clock.advance(61_000)
    expect(watched.state).toBe('kicked')
    await stage.viewer.until(() => stage.viewer.storyOf(sessionId).includes('service.stop'))
    const story = stage.viewer.storyOf(sessionId)
    expect(story).toContain('event conference.joined')
    expect(story).toContain('state refreshing-half.requesting')
    expect(story.slice(-2)).toStrictEqual(['state kicked', 'service.stop'])
    expect(stage.viewer.told('service.state').at(-1)?.state.done).toBe(true)
  })

  it('is one of many, each with a name of its own', async () => {
    await using stage = await openStage()
    const sessions = [session(stage.inspect), session(stage.inspect), session(stage.inspect, kick)]
    const registers = () => stage.viewer.told('service.register').filter(({ id }) => id === 'halflife.token')
    await stage.viewer.until(() => registers().length === 3)
    expect(new Set(registers().map(({ sessionId }) => sessionId)).size).toBe(3)
    const [, second] = registers()
    sessions[1]?.joinedConference()
    await stage.viewer.until(() => stage.viewer.told('service.state').length > 0)
    expect(stage.viewer.told('service.state').map(({ sessionId }) => sessionId)).toStrictEqual([
      second?.sessionId,
    ])
    for (const one of sessions) await one.close()
  })

  it('is only looked at: what a viewer sends to it does nothing', async () => {
    await using stage = await openStage()
    await using watched = session(stage.inspect)
    const { sessionId } = await stage.viewer.registered('halflife.token')
    stage.viewer.send(sessionId, { type: 'refresh.demanded' })
    await stage.viewer.until(() => stage.viewer.storyOf(sessionId).includes('event refresh.demanded'))
    expect(watched.actor.getSnapshot().value).toStrictEqual({ valid: 'idle' })
    expect(watched.actor.getSnapshot().context.lastAttempt).toBe(0)
  })

  it('shows no token', async () => {
    await using stage = await openStage()
    const watched = session(stage.inspect)
    await watched.refreshNow()
    await watched.close()
    await stage.viewer.until(() => stage.viewer.told('service.stop').length > 1)
    const everything = JSON.stringify(stage.viewer.messages)
    expect(everything).toContain('generation')
    for (let from = 0; from + 16 <= secret.length; from += 1) {
      expect(everything).not.toContain(secret.slice(from, from + 16))
    }
  })
})

describe('a machine that an app embeds', () => {
  const token = { issuedAtMs: 0, expiresAtMs: 60_000 }

  it('hears what a viewer sends by deliver, and the viewer of it once', async () => {
    const heard: TokenEvent[] = []
    await using stage = await openStage({
      receive(to, event) {
        expect(to).toBe(actor)
        heard.push(event as TokenEvent)
        deliver(actor, event as TokenEvent)
      },
    })
    const actor = createActor(stayMachine, { input: { token, atMs: 0 }, inspect: stage.inspect }).start()
    const { sessionId } = await stage.viewer.registered('halflife.token')
    stage.viewer.send(sessionId, { type: 'refresh.demanded', atMs: 1000 } as { type: string })
    await stage.viewer.until(() => stage.viewer.storyOf(sessionId).includes('state valid.requesting'))
    expect(heard).toStrictEqual([{ type: 'refresh.demanded', atMs: 1000 }])
    expect(actor.getSnapshot().context).toMatchObject({ atMs: 1000, lastAttempt: 1 })
    expect(stage.viewer.storyOf(sessionId).slice(2)).toStrictEqual([
      'event refresh.demanded',
      'state valid.requesting',
    ])
    actor.stop()
  })

  it('keeps its promises: what was due comes first, and a bad event harms nothing', async () => {
    const errors: unknown[] = []
    await using stage = await openStage({
      receive: (_, event) => deliver(actor, event as TokenEvent),
      onError: (error) => errors.push(error),
    })
    const actor = createActor(kickMachine, { input: { token, atMs: 0 }, inspect: stage.inspect }).start()
    const { sessionId } = await stage.viewer.registered('halflife.token')
    stage.viewer.send(sessionId, { type: 'no.such.event' })
    stage.viewer.send(sessionId, { type: 'conference.joined', atMs: 30_000 } as { type: string })
    await stage.viewer.until(() => stage.viewer.told('service.state').length >= 2)
    expect(errors).toMatchObject([{ code: 'ERR_EVENT' }])
    expect(stage.viewer.storyOf(sessionId).slice(2)).toStrictEqual([
      'event no.such.event',
      'event conference.joined',
      'event deadline.reached',
      'state refreshing-half.requesting',
      'state refreshing-half.requesting',
    ])
    expect(actor.getSnapshot().context).toMatchObject({ isInConference: true, pointsHandled: 1 })
    actor.stop()
  })
})
