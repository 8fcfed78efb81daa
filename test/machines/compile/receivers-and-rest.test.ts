import { describe, expect, it } from 'vitest'
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
import { compile } from '../../../src/machines/compile/index.ts'
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

for (const code of ['shared', 'generated'] as const)
  describe(`a machine compiled to ${code} code, where XState is particular`, () => {
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
