import { createTokenVault, deadlineActor, deliver, refreshActor, stayMachine } from 'halflife'
import { describe, expect, it } from 'vitest'
import { createActor } from 'xstate'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'
import { brief, embed, jwt, opaque, startMs, told } from './setting.ts'

describe('an embedded machine', () => {
  it('asks at one half, three quarters and the end of its token’s life, and a participant who may stays', async () => {
    const { actor, calls, clock, heard } = embed({ retry: 'points-only' })
    await clock.advanceAsync(29_999)
    expect(calls).toEqual([])
    for (const waitMs of [1, 15_000, 15_000]) {
      await clock.advanceAsync(waitMs)
      await calls.at(-1)?.fail()
    }
    await clock.advanceAsync(3_600_000)
    expect(told(calls)).toEqual([
      [1, 'half', false],
      [2, 'three-quarter', false],
      [3, 'expiry', true],
    ])
    expect(calls.map(({ atMs }) => atMs - startMs)).toEqual([30_000, 45_000, 60_000])
    expect(brief(heard)).toEqual([
      'refresh.requested 30000 1 half',
      'refresh.requested 45000 2 three-quarter',
      'token.expired 60000',
      'refresh.requested 60000 3 expiry',
    ])
    expect(actor.getSnapshot().status).toBe('active')
  })

  it('begins anew with the token that the callback gives', async () => {
    const embedded = embed()
    const { calls, call, clock, heard, vault } = embedded
    await clock.advanceAsync(30_000)
    expect(embedded.state).toBe('refreshing-half.requesting')
    await clock.advanceAsync(2_000)
    await call(1).answer(opaque('token-1', 120))
    expect(embedded.state).toBe('valid.idle')
    expect(vault.token(1)).toBe('token-1')
    expect(heard.at(-1)).toEqual({
      type: 'token.adopted',
      atMs: startMs + 32_000,
      generation: 1,
      issuedAtMs: startMs + 32_000,
      expiresAtMs: startMs + 152_000,
      attempt: 1,
    })
    await clock.advanceAsync(59_999)
    expect(calls).toHaveLength(1)
    await clock.advanceAsync(1)
    expect(told(calls)[1]).toEqual([2, 'half', false])
  })

  it('is kicked at the end, if it is in a conference and that is the policy, and asks no more', async () => {
    const embedded = embed({ policy: 'kick' })
    const { actor, calls, clock, heard, say } = embedded
    say({ type: 'conference.joined' })
    await clock.advanceAsync(60_000)
    expect(embedded.state).toBe('kicked')
    expect(actor.getSnapshot().status).toBe('done')
    expect(brief(heard).slice(-2)).toEqual(['token.expired 60000', 'participant.kicked 60000'])
    const asked = calls.length
    await clock.advanceAsync(3_600_000)
    expect(calls).toHaveLength(asked)
    expect(clock.armed).toBe(0)
  })

  it('out of a conference is not kicked by the end, but by the failure after it once it is in', async () => {
    const embedded = embed({ policy: 'kick', retry: 'points-only' })
    const { clock, call, say } = embedded
    await clock.advanceAsync(60_000)
    expect(embedded.state).toBe('expired.requesting')
    say({ type: 'conference.joined' })
    expect(embedded.state).toBe('expired.requesting')
    await call(3).fail()
    expect(embedded.state).toBe('kicked')
  })

  it('tries again after a failure, at growing distances', async () => {
    const { calls, clock } = embed()
    await clock.advanceAsync(30_000)
    for (let failure = 0; failure < 4; failure++) {
      await calls.at(-1)?.fail()
      // With random at one half, the waiting time is three quarters of the distance.
      await clock.advanceAsync(0.75 * 1_000 * 2 ** failure - 1)
      expect(calls).toHaveLength(failure + 1)
      await clock.advanceAsync(1)
      expect(told(calls).at(-1)).toEqual([failure + 2, 'retry', false])
    }
  })

  it('counts an attempt out of time as failed, and still takes its late answer', async () => {
    const embedded = embed({ refreshTimeoutMs: 5_000, retry: 'points-only' })
    const { call, clock, heard, vault } = embedded
    await clock.advanceAsync(34_999)
    expect(embedded.state).toBe('refreshing-half.requesting')
    expect(call(1).signal.aborted).toBe(false)
    await clock.advanceAsync(1)
    expect(embedded.state).toBe('refreshing-half.idle')
    expect(call(1).signal.aborted).toBe(true)
    await clock.advanceAsync(4_000)
    await call(1).answer(opaque('late'))
    expect(embedded.state).toBe('valid.idle')
    expect(vault.token(1)).toBe('late')
    expect(brief(heard).at(-1)).toBe('token.adopted 39000 1')
  })

  it('takes the first answer of two, and nothing of the one before it', async () => {
    const embedded = embed()
    const { call, clock, heard, vault } = embedded
    await clock.advanceAsync(45_000)
    await call(2).answer(opaque('of-the-second'))
    expect(call(1).signal.aborted).toBe(true)
    await call(1).answer(opaque('of-the-first'))
    expect(embedded.context.generation).toBe(1)
    expect(vault.token(1)).toBe('of-the-second')
    expect(vault.token(2)).toBeUndefined()
    expect(brief(heard).at(-1)).toBe('refresh.ignored 45000 1 superseded')
  })

  it('lets a superseded attempt run on, and adopts an older answer that comes before a newer one', async () => {
    const embedded = embed()
    const { call, clock, vault } = embedded
    await clock.advanceAsync(45_000)
    expect(call(1).signal.aborted).toBe(false)
    await call(1).answer(opaque('of-the-first'))
    expect(call(2).signal.aborted).toBe(true)
    await call(2).answer(opaque('of-the-second'))
    expect(embedded.context.generation).toBe(2)
    expect(vault.token(2)).toBe('of-the-second')
  })

  it.each(['kick', 'stop'] as const)('aborts what is under way on a %s, and hears no answer', async (end) => {
    const { actor, call, clock, heard, say, vault } = embed({ policy: 'kick' })
    await clock.advanceAsync(30_000)
    if (end === 'kick') say({ type: 'conference.ejected' })
    else actor.stop()
    expect(call(1).signal.aborted).toBe(true)
    const before = heard.length
    await call(1).answer(opaque('late'))
    expect(heard).toHaveLength(before)
    expect(vault.token(1)).toBeUndefined()
    expect(clock.armed).toBe(0)
  })

  it('calls back between its steps: whoever is called sees where it is, and may tell it something', async () => {
    const clock = new TestClock(startMs)
    const seen: unknown[] = []
    const vault = createTokenVault()
    const refresh = refreshActor(
      () => {
        seen.push(actor.getSnapshot().value, actor.getSnapshot().context.lastAttempt)
        deliver(actor, { type: 'conference.joined', atMs: clock.now() })
        seen.push(actor.getSnapshot().context.isInConference)
        throw new TypeError('at once')
      },
      { clock, vault, retry: 'points-only' },
    )
    const machine = stayMachine.provide({ actors: { deadline: deadlineActor({ clock }), refresh } })
    const token = { issuedAtMs: startMs, expiresAtMs: startMs + 60_000 }
    const actor = createActor(machine, { input: { token, atMs: startMs } }).start()
    await clock.advanceAsync(30_000)
    expect(seen).toEqual([{ 'refreshing-half': 'requesting' }, 1, true])
    expect(actor.getSnapshot().value).toEqual({ 'refreshing-half': 'idle' })
    actor.stop()
  })

  it.each([
    ['nothing', undefined],
    ['the token in use', opaque('token-0')],
    ['a token that has died', jwt(startMs - 7_200_000, startMs - 3_600_000)],
    ['no token at all', 'ey'],
    ['a token without a life', { value: 'lifeless' }],
  ])('counts %s as a failure, and keeps its token', async (_, answer) => {
    const embedded = embed({ retry: 'points-only' })
    const { call, clock, vault } = embedded
    vault.put(0, jwt(startMs, startMs + 60_000))
    if (answer && Object(answer).value === 'token-0') vault.put(0, 'token-0')
    await clock.advanceAsync(30_000)
    await call(1).answer(answer)
    expect(embedded.state).toBe('refreshing-half.idle')
    expect(embedded.context).toMatchObject({ generation: 0, failures: 1 })
    expect(vault.token(1)).toBeUndefined()
  })
})
