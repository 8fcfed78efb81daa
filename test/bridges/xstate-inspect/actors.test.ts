import { kickMachine, stayMachine } from 'halflife'
import { describe, expect, it, vi } from 'vitest'
import { createActor, createMachine, fromPromise, not, type StateNode, setup } from 'xstate'
import { createBridge, type DevTools } from '../../../bridges/xstate-inspect/src/index.ts'
import { openViewer, serveWithoutUs } from '../../../bridges/xstate-inspect/test/viewer.ts'
import { openStage } from './stage.ts'

/** A machine with all that differs between the versions. */
const manifold = setup({
  actors: { errand: fromPromise(async () => 'bread') },
  guards: { isFull: () => false, isMore: (_, { than }: { than: number }) => than < 0 },
  actions: { ring: () => {} },
  delays: { aWhile: 100_000 },
}).createMachine({
  id: 'manifold',
  context: { big: 1n },
  type: 'parallel',
  states: {
    work: {
      initial: 'home',
      tags: ['busy'],
      states: {
        home: {
          on: {
            go: [
              { guard: 'isFull', target: 'bed' },
              { guard: { type: 'isMore', params: { than: 3 } }, target: '#manifold.work.bed' },
              { guard: not('isFull'), target: 'shop', actions: ['ring'] },
            ],
          },
        },
        shop: { invoke: { id: 'errand', src: 'errand', onDone: 'bed', onError: 'home' } },
        bed: { after: { aWhile: 'home' }, always: { guard: 'isFull', target: 'gone' } },
        gone: { type: 'final' },
      },
      onDone: '.home',
    },
    rest: {
      initial: 'light',
      states: { light: { on: { out: { target: 'light', reenter: true } } }, was: { type: 'history' } },
    },
  },
} as never)

describe('a machine of XState 5, as one of XState 4', () => {
  for (const [name, machine] of [
    ['stay', stayMachine],
    ['kick', kickMachine],
  ] as const) {
    it(`${name}: has the same states, events, guards, targets and actions`, async () => {
      await using stage = await openStage()
      const input = { token: { issuedAtMs: 0, expiresAtMs: 1 }, atMs: 0 }
      const actor = createActor(machine, { input, inspect: stage.inspect }).start()
      const { machine: four } = await stage.viewer.registered('halflife.token')
      actor.stop()
      const five: StateNode[] = []
      const visit = (node: StateNode) => {
        five.push(node)
        Object.values(node.states).forEach(visit)
      }
      visit(machine.root as never)
      expect(four.stateIds.toSorted()).toStrictEqual(five.map(({ id }) => id).sort())
      for (const node of five) {
        const twin = four.getStateNodeById(node.id)
        const inFive = [...node.transitions.values()].flat().map(({ eventType, guard, target, actions }) => ({
          event: eventType,
          guard,
          target: target?.map(({ id }) => id),
          actions: actions.map((action) => (action as { type?: string }).type ?? action),
        }))
        const inFour = twin.transitions.map(({ eventType, cond, target, actions }) => ({
          event: eventType,
          guard: cond?.name,
          target: target?.map(({ id }) => id),
          actions: actions.map(({ type }) => type),
        }))
        expect(inFour, node.id).toStrictEqual(inFive)
        expect(twin.type).toBe(node.type)
        expect(twin.initial).toBe(node.initial.target?.[0]?.key)
      }
    })
  }

  it('says of guards, timers, children and history what XState 4 calls them', async () => {
    await using stage = await openStage()
    const actor = createActor(manifold, { inspect: stage.inspect }).start()
    const { machine: four, state, sessionId } = await stage.viewer.registered('manifold')
    expect(state.value).toStrictEqual({ work: 'home', rest: 'light' })
    expect(state.context).toStrictEqual({ big: '1' })
    expect(state.tags.has('busy')).toBe(true)
    const at = (id: string) => four.getStateNodeById(`manifold.${id}`)
    expect(at('work.home').on['go']?.map(({ cond }) => cond?.name ?? cond?.type)).toStrictEqual([
      'isFull',
      'isMore',
      'not',
    ])
    expect(at('work.shop').on['done.invoke.errand']?.[0]?.target?.[0]?.key).toBe('bed')
    expect(at('work.shop').on['error.platform.errand']?.[0]?.target?.[0]?.key).toBe('home')
    expect(Object.keys(at('work.bed').on)).toContain('xstate.after(aWhile)#manifold.work.bed')
    expect(Object.keys(at('work').on)).toContain('done.state.manifold.work')
    expect(at('work.bed').on['']?.[0]?.target?.[0]?.key).toBe('gone')
    expect(at('rest.light').on['out']?.[0]?.internal).toBe(false)
    expect(at('rest.was').history).toBe('shallow')

    actor.send({ type: 'go' })
    const errand = await stage.viewer.registered('errand')
    await stage.viewer.until(() => stage.viewer.storyOf(errand.sessionId).includes('service.stop'))
    expect(stage.viewer.storyOf(errand.sessionId)).toStrictEqual([
      'service.register',
      'event xstate.init',
      'event xstate.promise.resolve',
      'state done',
      'service.stop',
    ])
    await stage.viewer.until(() => stage.viewer.storyOf(sessionId).includes('event done.invoke.errand'))
    actor.stop()
  })
})

describe('a bridge', () => {
  it('announces actors where @xstate/inspect looks for them, and says so if it does not look', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const errors: unknown[] = []
    const inspect = createBridge({ onError: (error) => errors.push(error) })
    createActor(createMachine({ id: 'unseen' }), { inspect }).start()
    expect(String(errors[0])).toContain('call inspect() of @xstate/inspect before actors start')

    const served = await serveWithoutUs()
    const actor = createActor(createMachine({ id: 'seen' }), { inspect }).start()
    const viewer = openViewer(served.server)
    // Whoever connects late is told of all that live, by machine.
    await viewer.until(() => viewer.told('service.register').some(({ machine }) => machine.id === 'seen'))
    expect(viewer.told('service.register').map(({ machine }) => machine.id)).toStrictEqual(['seen'])
    actor.stop()
    served.close()
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
  })

  it('shows of contexts and events what it is told to', async () => {
    await using stage = await openStage({
      serialize: (key, value) => (key === 'password' ? 'hidden' : value),
    })
    const machine = createMachine({ id: 'login', context: { user: 'ann', password: 'swordfish' } })
    const actor = createActor(machine, { inspect: stage.inspect }).start()
    const { sessionId, state } = await stage.viewer.registered('login')
    expect(state.context).toStrictEqual({ user: 'ann', password: 'hidden' })
    actor.send({ type: 'try', password: 'swordfish' })
    await stage.viewer.until(() => stage.viewer.storyOf(sessionId).includes('event try'))
    expect(JSON.stringify(stage.viewer.messages)).not.toContain('swordfish')
    actor.stop()
  })

  it('never harms the actors that it shows: what goes wrong is told, and they go on', () => {
    const errors: unknown[] = []
    const failing: DevTools = {
      register: () => {
        throw new Error('no viewer today')
      },
    }
    const inspect = createBridge({ onError: (error) => errors.push(error) }, failing)
    const machine = createMachine({ initial: 'a', states: { a: { on: { go: 'b' } }, b: {} } })
    const actor = createActor(machine, { inspect }).start()
    actor.send({ type: 'go' })
    expect(actor.getSnapshot().value).toBe('b')
    expect(errors.map(String)).toContain('Error: no viewer today')
    actor.stop()
  })

  it('can say a context that holds itself', async () => {
    await using stage = await openStage()
    const knot: Record<string, unknown> = { name: 'knot', twice: [{ n: 1 }] }
    knot['self'] = knot
    const actor = createActor(createMachine({ id: 'knot', context: knot }), {
      inspect: stage.inspect,
    }).start()
    const { state } = await stage.viewer.registered('knot')
    expect(state.context).toStrictEqual({ name: 'knot', twice: [{ n: 1 }], self: '[circular]' })
    actor.stop()
  })
})
