import { describe, expect, it, onTestFinished } from 'vitest'
import {
  type AnyStateMachine,
  assign,
  createMachine,
  emit,
  enqueueActions,
  fromCallback,
  initialTransition,
  sendTo,
  transition,
} from 'xstate'
import { compile, generated } from '../../../src/machines/compile/index.ts'
import { runBeside } from './beside-xstate.ts'

const told = sendTo('friend', { type: 'told' } as never)
const here = {
  invoke: { id: 'friend', src: 'friend' },
  on: { stay: { actions: told }, leave: { target: 'there', actions: told } },
}
const withFriend = createMachine(
  {
    id: 'm',
    initial: 'here',
    states: { here: { ...here, exit: told }, there: { on: { back: 'here' } } },
  } as never,
  { actors: { friend: fromCallback(() => {}) } } as never,
) as AnyStateMachine

for (const [form, code] of Object.entries({ 'a table': undefined, 'generated code': generated }))
  describe(`a machine compiled to ${form}, where XState is particular`, () => {
    it('tells an invoked actor while it runs, and throws where it was stopped already', () => {
      runBeside(withFriend, undefined, [{ type: 'stay' }, { type: 'stay' }])
      const [snapshot] = initialTransition(withFriend)
      expect(() => transition(withFriend, snapshot as never, { type: 'leave' })).toThrow(/friend/)
      const fast = compile(withFriend, { code })
      const [state] = fast.initial(undefined)
      expect(() => fast.step(state, { type: 'leave' })).toThrow(/friend/)
    })

    it('takes a row without an event once if it changes nothing, and again if it does', () => {
      const moving = (always: object) =>
        createMachine({
          id: 'm',
          context: { n: 0 },
          initial: 'a',
          states: { a: { always } },
        } as never) as AnyStateMachine
      const said = runBeside(moving({ actions: emit({ type: 'said' }) }), undefined, [{ type: 'x' }])
      expect(said.map(({ effects }) => effects.length)).toStrictEqual([1, 1])
      const counted = runBeside(
        moving({
          guard: ({ context }: { context: { n: number } }) => context.n < 5,
          actions: assign({ n: ({ context }: { context: { n: number } }) => context.n + 1 } as never),
        }),
        undefined,
        [],
      )
      expect(counted[0]?.state.context).toStrictEqual({ n: 5 })
    })

    it('assigns what an object says by its own keys, and gives nobody another prototype', () => {
      const strange = JSON.parse('{ "n": 1, "__proto__": { "polluted": true } }') as object
      const machine = createMachine({
        context: () => ({ n: 0, m: 0 }),
        on: {
          written: { actions: assign(strange) },
          enqueued: { actions: enqueueActions(({ enqueue }) => enqueue.assign(strange)) },
          inherited: { actions: assign(Object.assign(Object.create({ m: () => 7 }), { n: () => 2 })) },
          changing: {
            actions: assign({
              n: ({ context }: { context: { m: number } }) => {
                context.m++
                return 5
              },
            } as never),
          },
        },
      } as never) as AnyStateMachine
      // A function should not change the context that it is given. If it does, that is not lost.
      for (const type of ['written', 'enqueued', 'inherited', 'changing'])
        expect(runBeside(machine, undefined, [{ type }])[1]?.state.context).toHaveProperty('n')
    })

    it('hears nothing that is enqueued when the function has ended, or was cut short', () => {
      let late: undefined | ((action: string) => void)
      const machine = createMachine(
        {
          id: 'm',
          on: {
            keep: {
              actions: enqueueActions(({ enqueue }) => {
                enqueue('first')
                late = enqueue as never
              }),
            },
            fail: { actions: 'failing' },
          },
        } as never,
        {
          actions: {
            first: () => {},
            late: () => {},
            failing: enqueueActions(({ event, enqueue }) => {
              enqueue('first')
              if ('cut' in event) throw new Error('Cut short.')
            }),
          },
        } as never,
      ) as AnyStateMachine
      const fast = compile(machine, { code })
      const [state] = fast.initial(undefined)
      const first = { type: 'action', name: 'first', params: undefined }
      for (let time = 0; time < 2; time++) {
        expect(fast.step(state, { type: 'keep' })[1]).toStrictEqual([first])
        late?.('late')
        expect(() => fast.step(state, { type: 'fail', cut: true })).toThrow('Cut short.')
        expect(fast.step(state, { type: 'fail' })[1]).toStrictEqual([first])
      }
      runBeside(machine, undefined, [{ type: 'keep' }, { type: 'fail' }, { type: 'keep' }])
    })

    it('tells itself and invoked actors what is enqueued, by id or by a function, now and without options', () => {
      const machine = createMachine(
        {
          id: 'm',
          context: { n: 1 },
          invoke: { id: 'friend', src: 'friend' },
          on: {
            go: {
              actions: enqueueActions(({ enqueue }) => {
                enqueue.raise({ type: 'again' })
                enqueue.raise({ type: 'again' }, {})
                enqueue.sendTo('friend', { type: 'told' } as never)
                enqueue.sendTo('friend', { type: 'told' } as never, {})
                enqueue.sendTo(() => 'friend' as never, (({ context }: { context: { n: number } }) => ({
                  type: 'told',
                  n: context.n,
                })) as never)
              }),
            },
            again: { actions: emit({ type: 'heard' }) },
          },
        } as never,
        { actors: { friend: fromCallback(() => {}) } } as never,
      ) as AnyStateMachine
      const [, went] = runBeside(machine, undefined, [{ type: 'go' }])
      const send = (event: object) => ({ type: 'send', id: 'friend', event })
      expect(went?.effects).toStrictEqual([
        send({ type: 'told' }),
        send({ type: 'told' }),
        send({ type: 'told', n: 1 }),
        { type: 'emit', fact: { type: 'heard' } },
        { type: 'emit', fact: { type: 'heard' } },
      ])
    })

    it('moves between states where nothing is done', () => {
      const bare = createMachine({
        id: 'm',
        initial: 'a',
        states: { a: { on: { go: 'b' } }, b: { on: { go: 'a' } } },
      })
      const steps = runBeside(bare, undefined, [{ type: 'go' }, { type: 'go' }])
      expect(steps.map(({ state }) => state.path)).toStrictEqual(['a', 'b', 'a'])
    })

    it('is at its end at once, if that is all there is', () => {
      const ended = createMachine({
        id: 'm',
        type: 'final',
        entry: emit({ type: 'in' }),
        exit: emit({ type: 'out' }),
      })
      expect(runBeside(ended, undefined, [{ type: 'go' }])[0]?.state.status).toBe('done')
    })

    it('never rests where a state is entered again and again', () => {
      const restless = (invoke: object[]) =>
        createMachine(
          {
            id: 'm',
            initial: 'a',
            options: { maxIterations: 20 },
            states: { a: { on: { go: 'b' } }, b: { invoke, always: { target: 'b', reenter: true } } },
          } as never,
          { actors: { friend: fromCallback(() => {}) } } as never,
        ) as AnyStateMachine
      // With nothing to start, XState sees no change: it rests.
      runBeside(restless([]), undefined, [{ type: 'go' }])
      const fast = compile(restless([{ src: 'friend' }]))
      const [state] = fast.initial(undefined)
      expect(() => fast.step(state, { type: 'go' })).toThrow('#m does not come to rest.')
      expect(() => runBeside(restless([{ src: 'friend' }]), undefined, [{ type: 'go' }])).toThrow(
        /Infinite loop/,
      )
    })

    it('takes a star for one only at the end, and asks each row once', () => {
      let asked = 0
      const starred = createMachine({
        id: 'm',
        on: {
          'go.*.far.*': { actions: emit({ type: 'never' }) },
          'go.*': {
            guard: () => {
              asked++
              return false
            },
          },
          '*': { actions: emit({ type: 'other' }) },
        },
      } as never) as AnyStateMachine
      // XState warns of it, too.
      const { warn } = console
      onTestFinished(() => {
        console.warn = warn
      })
      console.warn = () => {}
      for (const type of ['go.on.far.away', 'go.*.far.away', 'go.*', 'go', 'other'])
        expect(runBeside(starred, undefined, [{ type }])[1]?.effects).toStrictEqual([
          { type: 'emit', fact: { type: 'other' } },
        ])
      const fast = compile(starred)
      const [state] = fast.initial(undefined)
      asked = 0
      fast.step(state, { type: 'go.*' })
      expect(asked).toBe(1)
    })

    it('keeps apart what one place enqueues within itself', () => {
      let depth = 0
      let fast: ReturnType<typeof compile> | undefined
      const machine = createMachine(
        { id: 'm', context: { n: 0 }, on: { go: { actions: 'down' } } } as never,
        {
          actions: {
            // By an action that it enqueues, and by a step of its own.
            down: enqueueActions(({ context, enqueue }) => {
              enqueue.emit({ type: `before ${context['n']}` })
              if (depth++ === 0 && fast) {
                const [inner] = fast.initial(undefined)
                expect(fast.step(inner, { type: 'go' })[1]).toHaveLength(6)
              }
              enqueue.assign(({ context: now }) => ({ n: now['n'] + 1 }))
              if (context['n'] < 2) enqueue('down')
              enqueue.emit({ type: `after ${context['n']}` })
            }),
          },
        } as never,
      ) as AnyStateMachine
      runBeside(machine, undefined, [{ type: 'go' }])
      depth = 0
      fast = compile(machine, { code })
      const [state] = fast.initial(undefined)
      const facts = fast.step(state, { type: 'go' })[1].map((effect) => (effect as { fact: unknown }).fact)
      const types = ['before 0', 'before 1', 'before 2', 'after 2', 'after 1', 'after 0']
      expect(facts).toStrictEqual(types.map((type) => ({ type })))
    })
  })
