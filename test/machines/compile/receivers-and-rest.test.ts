import { describe, expect, it } from 'vitest'
import {
  type AnyStateMachine,
  assign,
  createMachine,
  emit,
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

describe('a compiled machine, where XState is particular', () => {
  it('tells an invoked actor while it runs, and throws where it was stopped already', () => {
    runBeside(withFriend, undefined, [{ type: 'stay' }, { type: 'stay' }])
    const [snapshot] = initialTransition(withFriend)
    expect(() => transition(withFriend, snapshot as never, { type: 'leave' })).toThrow(/friend/)
    const fast = compile(withFriend)
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
})
