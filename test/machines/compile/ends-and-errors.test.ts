import { describe, expect, it } from 'vitest'
import {
  type AnyStateMachine,
  assign,
  createMachine,
  emit,
  enqueueActions,
  fromCallback,
  not,
  raise,
} from 'xstate'
import { compile, generated } from '../../../src/machines/compile/index.ts'
import { runBeside } from './beside-xstate.ts'

const said = (type: string) => emit({ type })
const fact = (type: string) => ({ type: 'emit', fact: { type } })
const friend = fromCallback(() => {})
const machineOf = (config: object, implementations: object = {}) =>
  createMachine(
    { id: 'm', ...config } as never,
    { actors: { friend }, ...implementations } as never,
  ) as AnyStateMachine
const forms = [undefined, generated]
const thrownBy = (attempt: () => unknown) => {
  try {
    attempt()
  } catch (error) {
    return error as Error
  }
  throw new Error('Nothing was thrown.')
}

/** Invokes friends in and around the state it begins in; hears everything else. */
const busy = machineOf({
  invoke: { id: 'outer', src: 'friend' },
  initial: 'a',
  exit: said('outer left'),
  on: { '*': { actions: said('heard') }, idle: {}, end: '.done' },
  states: {
    a: {
      invoke: { id: 'inner', src: 'friend' },
      exit: said('a left'),
      on: { 'xstate.error.actor.inner': 'b' },
    },
    b: {},
    done: { type: 'final', invoke: { id: 'late', src: 'friend' } },
  },
})
const stops = (...ids: string[]) => ids.map((id) => ({ type: 'stop', id }))

describe('a compiled machine ends as XState does', () => {
  it('when it is told to stop, whatever its rows say of other events', () => {
    const [, stopped] = runBeside(busy, undefined, [{ type: 'xstate.stop' }])
    expect(stopped?.state.status).toBe('stopped')
    expect(stopped?.effects).toStrictEqual(stops('outer', 'inner'))
  })

  it('when an invoked actor fails, unless a row is for that', () => {
    const careless = machineOf({ invoke: { id: 'outer', src: 'friend' }, on: { go: {} } })
    const [, failed] = runBeside(careless, undefined, [{ type: 'xstate.error.actor.outer' }])
    expect(failed?.state.status).toBe('error')
    expect(failed?.effects).toStrictEqual(stops('outer'))
    const [, unheard] = runBeside(careless, undefined, [{ type: 'no xstate.error.actor' }])
    expect([unheard?.state.status, unheard?.effects]).toStrictEqual(['active', []])
    expect(runBeside(busy, undefined, [{ type: 'xstate.error.actor.inner' }])[1]?.state.path).toBe('b')
    // Without an actor there is nobody to be stopped.
    expect(runBeside(machineOf({}), undefined, [{ type: 'xstate.error.actor.x' }])[1]?.effects).toStrictEqual(
      [],
    )
  })

  it('in a final state: all exit actions, and all actors stopped', () => {
    const [, ended] = runBeside(busy, undefined, [{ type: 'end' }])
    expect(ended?.state.status).toBe('done')
    expect(ended?.effects.slice(-3)).toStrictEqual([fact('outer left'), ...stops('outer', 'late')])
    // Whatever XState makes of events after the end: the same.
    for (const type of ['idle', 'end', 'else', 'xstate.init'])
      runBeside(busy, undefined, [{ type: 'end' }, { type }, { type }, { type: 'xstate.stop' }])
  })

  it('at once, if it begins at its end', () => {
    const brief = machineOf({
      invoke: { id: 'outer', src: 'friend' },
      exit: said('left'),
      initial: 'done',
      states: { done: { type: 'final' } },
    })
    const [begun] = runBeside(brief, undefined, [])
    expect(begun?.effects.slice(-2)).toStrictEqual([fact('left'), ...stops('outer')])
  })

  it('and takes no event when it has failed or was stopped, nor in a state that it cannot stand in', () => {
    const careless = machineOf({ initial: 'a', states: { a: { initial: 'b', states: { b: {} } } } })
    for (const code of forms) {
      const fast = compile(careless, { code })
      const [begun] = fast.initial(undefined)
      for (const [type, status] of [
        ['xstate.stop', 'stopped'],
        ['xstate.error.actor.x', 'error'],
      ] as const) {
        const [state] = fast.step(begun, { type })
        expect(state.status).toBe(status)
        expect(thrownBy(() => fast.step(state, { type: 'go' })).message).toContain(
          `#m: compile() does not take events for a machine of status ${status}.`,
        )
      }
      for (const path of ['nowhere', '', 'a'])
        expect(() => fast.step({ ...begun, path }, { type: 'go' })).toThrow(
          new Error(`#m has no state '${path}' to stand in.`),
        )
    }
  })
})

describe('a compiled machine comes to rest as XState does', () => {
  it('by rows without an event that do nothing, from state to state, after any event', () => {
    const sliding = machineOf({
      initial: 'a',
      on: { idle: {}, said: { actions: said('said') } },
      states: {
        a: {
          always: { target: 'b', guard: ({ event }: { event: { type: string } }) => event.type === 'idle' },
        },
        b: { always: 'c' },
        c: { on: { back: 'a' } },
      },
    })
    const steps = runBeside(sliding, undefined, [{ type: 'said' }, { type: 'idle' }, { type: 'back' }])
    expect(steps.map(({ state }) => state.path)).toStrictEqual(['a', 'a', 'c', 'a'])
  })

  it('after as many steps as it may make, and no more', () => {
    const counting = (maxIterations: number) =>
      machineOf(
        {
          options: { maxIterations },
          context: { n: 0 },
          on: { go: { actions: [assign({ n: ({ context }: never) => context['n'] + 1 } as never), 'on'] } },
        },
        {
          actions: {
            on: enqueueActions(({ context, enqueue }) => {
              if (context['n'] < 3) enqueue.raise({ type: 'go' })
            }),
          },
        },
      )
    expect(runBeside(counting(3), undefined, [{ type: 'go' }])[1]?.state.context).toStrictEqual({ n: 3 })
    for (const code of forms) {
      const fast = compile(counting(2), { code })
      const [state] = fast.initial(undefined)
      expect(() => fast.step(state, { type: 'go' })).toThrow(new Error('#m does not come to rest.'))
    }
    expect(() => runBeside(counting(2), undefined, [{ type: 'go' }])).toThrow(/Infinite loop/)
  })

  it('as ever, if it was made by an XState that knew no such limit', () => {
    const old = machineOf({ on: { go: { actions: said('went') } } })
    Object.defineProperty(old, 'options', { value: undefined })
    expect(runBeside(old, undefined, [{ type: 'go' }])[1]?.effects).toStrictEqual([fact('went')])
  })

  it('in the same state object, where what is done causes nothing', () => {
    const quiet = machineOf({ on: { go: { actions: enqueueActions(() => {}) } } })
    expect(runBeside(quiet, undefined, [{ type: 'go' }])[1]?.effects).toStrictEqual([])
  })
})

describe('a compiled machine calls what its author wrote', () => {
  it('and says of a guard that throws what XState says', () => {
    const failing = () => {
      throw new Error('Broken.')
    }
    const guards = {
      'by its name': ['broken', "'broken' "],
      'with params': [{ type: 'broken', params: 1 }, "'broken' "],
      'in place': [failing, ''],
      'in another': [not('broken'), ''],
    } as const
    for (const [what, [guard, name]] of Object.entries(guards)) {
      const machine = machineOf(
        { initial: 'a', states: { a: { on: { go: { guard, actions: said('x') } } } } },
        { guards: { broken: failing } },
      )
      const theirs = thrownBy(() => runBeside(machine, undefined, [{ type: 'go' }]))
      for (const code of forms) {
        const fast = compile(machine, { code })
        const [state] = fast.initial(undefined)
        const ours = thrownBy(() => fast.step(state, { type: 'go' }))
        expect(ours.message, what).toBe(theirs.message)
        expect(ours.message, what).toBe(
          `Unable to evaluate guard ${name}in transition for event 'go' in state node 'm.a':\nBroken.`,
        )
        expect((ours.cause as Error).message).toBe('Broken.')
      }
    }
  })

  it('by the name that XState gives to a function without one', () => {
    const [, step] = runBeside(machineOf({ on: { go: { actions: [(() => () => {})()] } } }), undefined, [
      { type: 'go' },
    ])
    expect(step?.effects).toStrictEqual([{ type: 'action', name: '(anonymous)', params: undefined }])
  })

  it('once, in either form, where it raises, rests, or finds no row', () => {
    const counts = new Map<string, number>()
    const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1)
    const counted = machineOf({
      initial: 'a',
      states: {
        a: {
          on: {
            raise: {
              actions: [assign(() => Object.assign({}, count('raise') && {})), raise({ type: 'heard' })],
            },
            heard: { actions: said('heard') },
            slide: { guard: () => count('slide'), target: 'b' },
            unmoved: { guard: () => void count('unmoved') },
          },
        },
        b: { always: { guard: () => void count('always') } },
      },
    })
    for (const code of forms) {
      counts.clear()
      const fast = compile(counted, { code })
      const [state] = fast.initial(undefined)
      expect(fast.step(state, { type: 'raise' })[1]).toStrictEqual([fact('heard')])
      expect(fast.step(state, { type: 'unmoved' })).toStrictEqual([state, []])
      expect(fast.step(state, { type: 'slide' })[0].path).toBe('b')
      expect(Object.fromEntries(counts)).toStrictEqual({ raise: 1, unmoved: 1, slide: 1, always: 1 })
    }
  })

  it('from code of its own, if that was asked for: assign, emit and enqueueActions are in it', () => {
    const callers: string[] = []
    /** Who called the machine's function. */
    const look = (result: object) => () => {
      callers.push(/at (?:Object\.)?(\w+)/.exec(new Error().stack?.split('\n')[2] ?? '')?.[1] ?? '')
      return result
    }
    const machine = machineOf({
      context: { n: 0 },
      on: {
        go: {
          actions: [assign(look({ n: 1 })), emit(look({ type: 'said' }) as never), enqueueActions(look({}))],
        },
      },
    })
    for (const code of forms) {
      const fast = compile(machine, { code })
      fast.step(fast.initial(undefined)[0], { type: 'go' })
    }
    const [a, b, c, ...generated] = callers
    expect([a, b, c].every((caller) => !/^step\d/.test(caller ?? ''))).toBe(true)
    expect(generated).toStrictEqual(['step0', 'step0', 'step0'])
  })
})
