import { describe, expect, it } from 'vitest'
import {
  type AnyStateMachine,
  assign,
  cancel,
  createMachine,
  enqueueActions,
  forwardTo,
  fromCallback,
  log,
  raise,
  sendParent,
  sendTo,
  spawnChild,
  stateIn,
  stopChild,
} from 'xstate'
import { type Code, compile, generated, NotCompiledError } from '../../../src/machines/compile/index.ts'

const child = fromCallback(() => {})

/** A machine with this in its state `here`. */
const having = (here: object, implementations: object = {}): AnyStateMachine =>
  createMachine(
    { id: 'm', initial: 'here', states: { here, there: {} } } as never,
    { actors: { child }, ...implementations } as never,
  )
const doing = (action: unknown) => having({ on: { go: { actions: action } } })
const asking = (guard: unknown) => having({ on: { go: { guard, target: 'there' } } })

const refusalOf = (attempt: () => unknown) => {
  try {
    attempt()
  } catch (error) {
    if (error instanceof NotCompiledError) return error
    throw error
  }
  throw new Error('It was not refused.')
}

const refused: Record<string, { machine: () => AnyStateMachine; place: string; feature: string }> = {
  parallel: {
    machine: () => having({ type: 'parallel', states: { x: {}, y: {} } }),
    place: '#m.here',
    feature: 'parallel',
  },
  history: {
    machine: () => having({ initial: 'x', states: { x: {}, old: { type: 'history' } } }),
    place: '#m.here.old',
    feature: 'history',
  },
  after: { machine: () => having({ after: { 10: 'there' } }), place: '#m.here', feature: 'after' },
  route: { machine: () => having({ id: 'r', route: {} }), place: '#r', feature: 'route' },
  'states inside a final state': {
    machine: () => having({ type: 'final', states: { x: {} } }),
    place: '#m.here',
    feature: 'child states of type final',
  },
  'a dot in a name': {
    machine: () => createMachine({ id: 'm', initial: 'a.b', states: { 'a.b': {} } }),
    place: '#m.a.b',
    feature: 'a dot in the name of a state',
  },
  'output of the machine': {
    machine: () => createMachine({ id: 'm', output: 1 } as never),
    place: '#m',
    feature: 'output of the machine',
  },
  'several targets': {
    machine: () => having({ on: { go: { target: ['#m.here', '#m.there'] } } }),
    place: '#m.here',
    feature: 'a transition with several targets',
  },
  systemId: {
    machine: () => having({ invoke: { src: 'child', systemId: 's' } }),
    place: '#m.here',
    feature: 'systemId',
  },
  onSnapshot: {
    machine: () => having({ invoke: { src: 'child', onSnapshot: {} } }),
    place: '#m.here',
    feature: 'onSnapshot',
  },
  'an actor nobody provides': {
    machine: () => having({ invoke: { src: 'nobody' } }),
    place: '#m.here',
    feature: "actor 'nobody' without an implementation",
  },
  'one id for two actors at once': {
    machine: () =>
      having({
        invoke: { id: 'x', src: 'child' },
        initial: 'in',
        states: { in: { invoke: { id: 'x', src: 'child' } } },
      }),
    place: '#m.here.in',
    feature: "two actors at once with the id 'x'",
  },
  'a guard nobody provides': {
    machine: () => asking('nobody'),
    place: "#m.here, on 'go'",
    feature: "guard 'nobody' without an implementation",
  },
  stateIn: { machine: () => asking(stateIn('here')), place: "#m.here, on 'go'", feature: 'stateIn' },
  'a delayed raise': {
    machine: () => doing(raise({ type: 'x' }, { delay: 5 })),
    place: "#m.here, on 'go'",
    feature: 'raise with a delay',
  },
  'a delayed sendTo': {
    machine: () => doing(sendTo('child', { type: 'x' }, { delay: 5 })),
    place: "#m.here, on 'go'",
    feature: 'sendTo with a delay',
  },
  'a text as an event': {
    machine: () => doing(sendTo('child', 'x' as never)),
    place: "#m.here, on 'go'",
    feature: 'sendTo of a text',
  },
  sendParent: {
    machine: () => doing(sendParent({ type: 'x' })),
    place: "#m.here, on 'go'",
    feature: 'sendParent',
  },
  'forwardTo the parent': {
    machine: () => doing(forwardTo('#_parent')),
    place: "#m.here, on 'go'",
    feature: 'sendParent',
  },
  'sendTo an actor reference': {
    machine: () => doing(sendTo({} as never, { type: 'x' } as never)),
    place: "#m.here, on 'go'",
    feature: 'sendTo of anything but the id of an invoked actor',
  },
  'sendTo what XState keeps for itself': {
    machine: () => doing(sendTo('#_internal', { type: 'x' } as never)),
    place: "#m.here, on 'go'",
    feature: 'sendTo of anything but the id of an invoked actor',
  },
  spawnChild: {
    machine: () => doing(spawnChild(child)),
    place: "#m.here, on 'go'",
    feature: 'spawnChild',
  },
  stopChild: { machine: () => doing(stopChild('x')), place: "#m.here, on 'go'", feature: 'stopChild' },
  cancel: { machine: () => doing(cancel('x')), place: "#m.here, on 'go'", feature: 'cancel' },
  log: { machine: () => having({ entry: log('x') }), place: '#m.here', feature: 'log' },
  'what a name stands for': {
    machine: () => having({ exit: 'bye' }, { actions: { bye: log('x') } }),
    place: "#m.here, action 'bye'",
    feature: 'log',
  },
  'what is only enqueued by name': {
    machine: () => having({}, { actions: { some: spawnChild(child) } }),
    place: "#m, action 'some'",
    feature: 'spawnChild',
  },
  'a guard that nobody asks yet': {
    machine: () => having({}, { guards: { some: stateIn('here') } }),
    place: '#m',
    feature: 'stateIn',
  },
}

describe('compile() refuses by name', () => {
  for (const [what, { machine, place, feature }] of Object.entries(refused)) {
    it(what, () => {
      const error = refusalOf(() => compile(machine()))
      expect({ place: error.place, feature: error.feature, code: error.code }).toStrictEqual({
        place,
        feature,
        code: 'ERR_NOT_COMPILED',
      })
      expect(error.name).toBe('NotCompiledError')
      expect(error.message).toContain(`${place}: compile() does not take ${feature}.`)
    })
  }

  const atOnce = (action: unknown, code: Code | undefined) => () => {
    const fast = compile(doing(action), { code })
    const [state] = fast.initial(undefined)
    return fast.step(state, { type: 'go' })
  }
  const asked: Record<string, readonly [action: unknown, feature: string]> = {
    'self in an action': [assign(({ self }) => ({ x: self.id })), 'self'],
    'system in an action': [assign(({ system }) => ({ x: system })), 'system'],
    'spawn in an assign': [assign(({ spawn }) => ({ x: spawn(child) })), 'spawn'],
    'spawnChild, enqueued': [enqueueActions(({ enqueue }) => enqueue.spawnChild(child)), 'spawnChild'],
    'stopChild, enqueued': [enqueueActions(({ enqueue }) => enqueue.stopChild('x')), 'stopChild'],
    'cancel, enqueued': [enqueueActions(({ enqueue }) => enqueue.cancel('x')), 'cancel'],
    'sendParent, enqueued': [
      enqueueActions(({ enqueue }) => enqueue.sendParent({ type: 'x' } as never)),
      'sendParent',
    ],
    'a delayed raise, enqueued': [
      enqueueActions(({ enqueue }) => enqueue.raise({ type: 'x' }, { delay: 1 })),
      'raise with a delay',
    ],
    'a delayed sendTo, enqueued': [
      enqueueActions(({ enqueue }) => enqueue.sendTo('x', { type: 'x' }, { delay: 1 })),
      'sendTo with a delay',
    ],
    'an actor reference as a receiver, enqueued': [
      enqueueActions(({ enqueue }) => {
        enqueue.sendTo({} as never, { type: 'x' } as never)
        throw new Error('It is refused where it is said.')
      }),
      'sendTo of anything but the id of an invoked actor',
    ],
    'a receiver found as it runs': [sendTo(() => '#_parent', { type: 'x' }), 'sendParent'],
    'an action made as it runs': [enqueueActions(({ enqueue }) => enqueue(log('x'))), 'log'],
  }
  for (const [what, [action, feature]] of Object.entries(asked))
    it(`${what}, when it comes to it`, () => {
      for (const code of [undefined, generated]) {
        const { place, feature: refusedFeature } = refusalOf(atOnce(action, code))
        const who = ['self', 'system', 'spawn'].includes(feature)
          ? 'A function asked at go'
          : "#m.here, on 'go'"
        expect([place, refusedFeature]).toStrictEqual([who, feature])
      }
    })

  it('a symbol as a key of the first context', () => {
    const machine = createMachine({ id: 'm', context: { [Symbol('x')]: 1 } } as never)
    const { place, feature } = refusalOf(() => compile(machine).initial(undefined))
    expect([place, feature]).toStrictEqual(['#m', 'a symbol as a key of the context'])
  })

  it('but not what is only mentioned: no route, no actor of the system', () => {
    const machine = having({
      route: undefined,
      invoke: { src: 'child', systemId: undefined, onSnapshot: undefined },
    })
    expect(compile(machine).initial(undefined)[0].path).toBe('here')
  })

  it('spawn and self in the first context', () => {
    for (const feature of ['spawn', 'self']) {
      const context = (args: Record<string, unknown>) => ({ x: args[feature] })
      const machine = createMachine({ id: 'm', context } as never)
      const error = refusalOf(() => compile(machine).initial(undefined))
      expect([error.place, error.feature]).toStrictEqual(['The first context', feature])
    }
  })
})
