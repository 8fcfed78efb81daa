import { deliver, lifeOfToken, stayMachine } from 'halflife'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createActor } from 'xstate'
import { brief, embed, hourMs, opaque, startMs } from './setting.ts'

const endMs = startMs + 60_000
const life = (fromMs: number, ttlMs = 60_000) => ({ issuedAtMs: fromMs, expiresAtMs: fromMs + ttlMs })

describe('what is due goes before what is delivered', () => {
  it.each([
    [29_999, []],
    [30_000, ['refresh.requested 30000 1 half']],
    [45_000, ['refresh.requested 45000 1 three-quarter']],
    [60_000, ['token.expired 60000', 'refresh.requested 60000 1 expiry']],
  ])('at %i ms', (atMs, facts) => {
    const { clock, heard, say } = embed()
    clock.setForward(atMs)
    say({ type: 'conference.left' })
    expect(brief(heard)).toEqual(facts)
  })

  it('so a token that comes at the very end does not save a participant who is out', () => {
    const { actor, clock, heard, say } = embed({ policy: 'kick' })
    say({ type: 'conference.joined' })
    clock.setForward(60_000)
    say({ type: 'token.supplied', token: life(endMs) })
    expect(brief(heard)).toEqual(['token.expired 60000', 'participant.kicked 60000'])
    expect(actor.getSnapshot().context.generation).toBe(0)
  })

  it('so an answer at the end comes after the end; and one a millisecond earlier before it', async () => {
    for (const [waitMs, facts] of [
      [14_999, ['token.adopted 59999 2']],
      [15_000, ['token.expired 60000', 'refresh.requested 60000 3 expiry', 'token.adopted 60000 2']],
    ] as const) {
      const { call, clock, heard } = embed()
      await clock.advanceAsync(45_000)
      heard.length = 0
      clock.setForward(waitMs)
      await call(2).answer(opaque('token-1'))
      expect(brief(heard)).toEqual(facts)
    }
  })

  it('and a deadline that is not due is nothing', () => {
    const { clock, heard, say } = embed()
    say({ type: 'deadline.reached' })
    clock.setForward(30_000)
    say({ type: 'deadline.reached' })
    say({ type: 'deadline.reached' })
    expect(brief(heard)).toEqual(['refresh.requested 30000 1 half'])
  })
})

describe('time never runs back', () => {
  it('when the wall clock is set back between two events', () => {
    const { actor, clock, say } = embed()
    clock.setForward(20_000)
    say({ type: 'conference.joined' })
    clock.setBack(hourMs)
    say({ type: 'conference.left' })
    expect(actor.getSnapshot().context.atMs).toBe(startMs + 20_000)
    clock.setForward(5_000)
    say({ type: 'conference.joined' })
    expect(actor.getSnapshot().context.atMs).toBe(startMs + 25_000)
  })

  it('for the machine’s own actors, either: they share the time of what is delivered', async () => {
    const { calls, clock, heard, say } = embed()
    await clock.advanceAsync(20_000)
    say({ type: 'conference.joined' })
    clock.setBack(hourMs)
    say({ type: 'conference.left' })
    await clock.advanceAsync(60_000)
    expect(brief(heard)[0]).toBe('refresh.requested 30000 1 half')
    const times = heard.map(({ atMs }) => atMs)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(calls.length).toBeGreaterThan(0)
  })

  it('and a token that is supplied after a set-back has its whole life', async () => {
    const embedded = embed()
    const { calls, clock, say } = embedded
    clock.setForward(20_000)
    say({ type: 'conference.joined' })
    clock.setBack(24 * hourMs)
    const given = opaque('token-1', 3_600)
    say({ type: 'token.supplied', token: lifeOfToken(given, clock.now()) })
    expect(embedded.context).toMatchObject({ generation: 1, issuedAtMs: startMs + 20_000 })
    expect(embedded.context.expiresAtMs).toBe(startMs + 20_000 + hourMs)
    await clock.advanceAsync(hourMs / 2)
    expect(calls.map(({ stage }) => stage)).toEqual(['half'])
  })

  it('and what a token claims of itself is not moved with the time', () => {
    const { actor, clock, say } = embed()
    say({ type: 'conference.joined' })
    clock.setBack(hourMs)
    const nowMs = clock.now()
    say({ type: 'token.supplied', token: { ...life(nowMs), claimedExpMs: nowMs + 60_000 } })
    expect(actor.getSnapshot().context.claimedExpMs).toBe(nowMs + 60_000)
  })

  it('on a machine without our actors', () => {
    const actor = createActor(stayMachine, { input: { token: life(1_000), atMs: 1_000 } }).start()
    deliver(actor, { type: 'conference.joined', atMs: 5_000 })
    deliver(actor, { type: 'refresh.demanded', atMs: 2_000 })
    expect(actor.getSnapshot().context).toMatchObject({ atMs: 5_000, lastAttempt: 1 })
    // From where it was, not from where the clock had been.
    deliver(actor, { type: 'conference.left', atMs: 2_500 })
    expect(actor.getSnapshot().context.atMs).toBe(5_500)
  })

  it('in fractions of a millisecond', () => {
    const { actor, say } = embed()
    say({ type: 'conference.joined', atMs: startMs + 10.9 })
    expect(actor.getSnapshot().context.atMs).toBe(startMs + 10)
  })
})

describe('who delivers', () => {
  it('before the machine is started is heard once it is, and the clock is still the one given', async () => {
    const { actor, calls, clock, say } = embed({ starts: false })
    say({ type: 'conference.joined' })
    expect(actor.getSnapshot().context.isInConference).toBe(false)
    actor.start()
    expect(actor.getSnapshot().context.isInConference).toBe(true)
    await clock.advanceAsync(30_000)
    expect(calls.map(({ stage }) => stage)).toEqual(['half'])
  })

  it('to a machine that is done is not heard, and XState does not complain of it', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    onTestFinished(() => warn.mockRestore())
    const { actor, heard, say } = embed({ policy: 'kick' })
    say({ type: 'conference.ejected' })
    const before = JSON.stringify(actor.getSnapshot())
    const facts = heard.length
    say({ type: 'token.supplied', token: life(startMs) })
    say({ type: 'refresh.demanded' })
    say({ type: 'deadline.reached', atMs: endMs })
    expect(heard).toHaveLength(facts)
    expect(JSON.stringify(actor.getSnapshot())).toBe(before)
    expect(warn).not.toHaveBeenCalled()
  })

  it('from a listener, in the middle of a step, is heard after it', () => {
    const { actor, clock, heard, say } = embed({ policy: 'kick' })
    say({ type: 'conference.joined' })
    actor.on('token.expired', () => say({ type: 'conference.left' }))
    actor.on('refresh.requested', () => say({ type: 'refresh.demanded' }))
    clock.setForward(60_000)
    say({ type: 'refresh.demanded' })
    expect(brief(heard)).toEqual(['token.expired 60000', 'participant.kicked 60000'])
  })
})
