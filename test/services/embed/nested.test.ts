import {
  createTokenMachine,
  createTokenVault,
  deadlineActor,
  deliver,
  type Policy,
  refreshActor,
  type TokenActor,
  type TokenFact,
} from 'halflife'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createActor, setup } from 'xstate'
import { statePath } from '../../../src/machines/state-path.ts'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'
import { callback } from '../session/setting.ts'
import { hourMs, opaque, startMs, told } from './setting.ts'

/** An app's own machine: while it is online, it keeps a token. */
function app({
  policy = 'stay',
  clock = new TestClock(startMs),
  snapshot,
}: {
  policy?: Policy
  clock?: TestClock
  snapshot?: unknown
} = {}) {
  const { calls, call, refresh } = callback(clock)
  const vault = createTokenVault()
  const token = createTokenMachine(policy).provide({
    actors: {
      deadline: deadlineActor({ clock }),
      refresh: refreshActor(refresh, { clock, vault, random: () => 0.5 }),
    },
  })
  const machine = setup({
    types: {} as { events: { type: 'logged.in' | 'logged.out' } },
    actors: { token },
  }).createMachine({
    initial: 'offline',
    states: {
      offline: { on: { 'logged.in': 'online' } },
      online: {
        invoke: {
          id: 'token',
          src: 'token',
          input: () => ({
            token: { issuedAtMs: clock.now(), expiresAtMs: clock.now() + 60_000 },
            atMs: clock.now(),
          }),
          onDone: 'out',
        },
        on: { 'logged.out': 'offline' },
      },
      out: {},
    },
  })
  const actor = createActor(machine, snapshot === undefined ? {} : { snapshot: snapshot as never })
  actor.start()
  onTestFinished(() => void actor.stop())
  const child = () => actor.getSnapshot().children['token'] as TokenActor
  const online = () => {
    actor.send({ type: 'logged.in' })
    const heard: TokenFact[] = []
    child().on('*', (fact) => heard.push(fact))
    return heard
  }
  return {
    actor,
    calls,
    call,
    child,
    clock,
    vault,
    online,
    inside: () => statePath(child().getSnapshot().value),
    persist: (): unknown => JSON.parse(JSON.stringify(actor.getPersistedSnapshot())),
  }
}

describe('a token machine inside a bigger machine', () => {
  it('lives as it does alone', async () => {
    const { call, calls, clock, inside, online, vault } = app()
    const heard = online()
    await clock.advanceAsync(30_000)
    expect(inside()).toBe('refreshing-half.requesting')
    await call(1).answer(opaque('token-1'))
    expect(inside()).toBe('valid.idle')
    expect(vault.token(1)).toBe('token-1')
    expect(heard.map(({ type }) => type)).toEqual(['refresh.requested', 'token.adopted'])
    await clock.advanceAsync(60_000)
    expect(told(calls).slice(1)).toEqual([
      [2, 'half', false],
      [3, 'three-quarter', false],
      [4, 'expiry', true],
    ])
  })

  it('is told of things by the app, and tells its parent of a kick by its end', async () => {
    const { actor, child, clock, online } = app({ policy: 'kick' })
    const heard = online()
    deliver(child(), { type: 'conference.joined', atMs: clock.now() })
    await clock.advanceAsync(60_000)
    expect(actor.getSnapshot().value).toBe('out')
    expect(heard.at(-1)?.type).toBe('participant.kicked')
    expect(clock.armed).toBe(0)
  })

  it('ends with the state that it belongs to: its timers are gone, its attempts aborted', async () => {
    const { actor, call, clock, online, vault } = app()
    online()
    await clock.advanceAsync(30_000)
    actor.send({ type: 'logged.out' })
    expect(clock.armed).toBe(0)
    expect(call(1).signal.aborted).toBe(true)
    await call(1).answer(opaque('late'))
    expect(vault.token(1)).toBeUndefined()
  })

  it('begins another life when that state is entered again', async () => {
    const { actor, calls, clock, online } = app()
    online()
    await clock.advanceAsync(50_000)
    actor.send({ type: 'logged.out' })
    await clock.advanceAsync(hourMs)
    const before = calls.length
    online()
    await clock.advanceAsync(29_999)
    expect(calls).toHaveLength(before)
    await clock.advanceAsync(1)
    expect(told(calls).at(-1)).toEqual([1, 'half', false])
  })

  it('is persisted and restored with its parent, and what is due happens', async () => {
    const before = app()
    before.online()
    await before.clock.advanceAsync(30_000)
    const after = app({ clock: new TestClock(startMs + 44_999), snapshot: before.persist() })
    expect(after.inside()).toBe('refreshing-half.requesting')
    deliver(after.child(), { type: 'session.resumed', atMs: after.clock.now(), attempt: 1 })
    await after.clock.advanceAsync(1)
    expect(told(after.calls)).toEqual([
      [2, 'half', false],
      [3, 'three-quarter', false],
    ])
    await after.call(3).answer(opaque('token-1'))
    expect(after.inside()).toBe('valid.idle')
  })

  it('that is restored long after its end in a conference is out, and so is its parent', async () => {
    const before = app({ policy: 'kick' })
    before.online()
    deliver(before.child(), { type: 'conference.joined', atMs: before.clock.now() })
    const after = app({ policy: 'kick', clock: new TestClock(startMs + hourMs), snapshot: before.persist() })
    await after.clock.advanceAsync(0)
    expect(after.actor.getSnapshot().value).toBe('out')
    expect(after.calls).toEqual([])
  })

  it('is one of two that share nothing', async () => {
    const clock = new TestClock(startMs)
    const [alice, bob] = [app({ clock }), app({ clock })]
    alice.online()
    await clock.advanceAsync(10_000)
    bob.online()
    await clock.advanceAsync(20_000)
    expect([alice.calls.length, bob.calls.length]).toEqual([1, 0])
    await alice.call(1).answer(opaque('of-alice'))
    expect(bob.vault.token(1)).toBeUndefined()
  })
})
