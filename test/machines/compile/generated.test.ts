import { afterEach, describe, expect, it, vi } from 'vitest'
import { type AnyStateMachine, assign, createMachine, emit, enqueueActions } from 'xstate'
import { compile, generated } from '../../../src/machines/compile/index.ts'
import { runBeside } from './beside-xstate.ts'

afterEach(() => void vi.unstubAllGlobals())

interface Changing {
  readonly type: string
  readonly change: object
}

/** A machine that changes its context as the event says: by a function, or as it is enqueued. */
const changing = createMachine({
  id: 'm',
  context: { a: 0, b: 0, c: 0 },
  on: {
    worked: { actions: assign(({ event }) => (event as Changing).change) },
    enqueued: { actions: enqueueActions(({ event, enqueue }) => enqueue.assign((event as Changing).change)) },
  },
} as never) as AnyStateMachine

const contextsAfter = (type: string, changes: readonly unknown[]) =>
  runBeside(
    changing,
    undefined,
    changes.map((change) => ({ type, change })),
  )
    .slice(1)
    .map(({ state }) => state.context)

describe('generated code', () => {
  it('learns the keys of a place, and takes changes with any others all the same', () => {
    const changes = [
      { a: 1, b: 1 },
      { a: 2, b: 2 },
      { b: 3, a: 3 },
      { a: 4 },
      { a: 5, b: 5, c: 5 },
      { a: 6, d: 6 },
      {},
    ]
    for (const type of ['worked', 'enqueued'])
      expect(contextsAfter(type, changes)).toStrictEqual([
        { a: 1, b: 1, c: 0 },
        { a: 2, b: 2, c: 0 },
        { a: 3, b: 3, c: 0 },
        { a: 4, b: 3, c: 0 },
        { a: 5, b: 5, c: 5 },
        { a: 6, b: 5, c: 5, d: 6 },
        { a: 6, b: 5, c: 5, d: 6 },
      ])
  })

  it('learns nothing from a change that brings other keys, or none, or that is no object', () => {
    expect(
      contextsAfter('worked', [{ z: 1 }, undefined, null, { a: 2 }, undefined, { z: 3, a: 3 }]),
    ).toStrictEqual([
      { a: 0, b: 0, c: 0, z: 1 },
      { a: 0, b: 0, c: 0, z: 1 },
      { a: 0, b: 0, c: 0, z: 1 },
      { a: 2, b: 0, c: 0, z: 1 },
      { a: 2, b: 0, c: 0, z: 1 },
      { a: 3, b: 0, c: 0, z: 3 },
    ])
    const strange = JSON.parse('{ "__proto__": { "b": 9 } }') as object
    for (const type of ['worked', 'enqueued'])
      for (const context of contextsAfter(type, [strange, strange, { a: 1 }]))
        expect(context).toHaveProperty('c', 0)
  })

  it('calls a function among the values that are enqueued, and keeps one that a function gave', () => {
    const twice = ({ context }: { context: { a: number } }) => context.a * 2
    expect(contextsAfter('enqueued', [{ a: 1 }, { a: twice }, { a: twice }, { a: 7 }])).toStrictEqual(
      [1, 2, 4, 7].map((a) => ({ a, b: 0, c: 0 })),
    )
    expect(contextsAfter('worked', [{ a: 1 }, { a: twice }])).toStrictEqual(
      [1, twice].map((a) => ({ a, b: 0, c: 0 })),
    )
  })

  it('takes contexts of several kinds in turn, and ones that came through JSON', () => {
    const fast = compile(changing, { code: generated })
    const stateOf = (context: object) => ({ path: '', status: 'active', context }) as never
    const change = { type: 'worked', change: { a: 1 } } as never
    for (let time = 0; time < 3; time++)
      for (const context of [{ a: 0 }, { b: 2, a: 0 }, { a: 0, c: 3 }, JSON.parse('{"c":4,"a":0}')])
        expect(fast.step(stateOf(context), change)[0].context).toStrictEqual({ ...context, a: 1 })
  })

  it('writes names of any kind as names, never as code', () => {
    const strange = `a'b"c\`d\nf\u2028 \${g}; throw 1`
    const machine = createMachine({
      id: 'm',
      context: { [strange]: 0 },
      initial: strange,
      states: {
        [strange]: { on: { [strange]: { target: 'there', actions: assign({ [strange]: () => 1 }) } } },
        there: {
          on: {
            back: { target: strange, actions: [assign(() => ({ [strange]: 2 })), emit({ type: strange })] },
          },
        },
      },
    } as never) as AnyStateMachine
    const round = [{ type: strange }, { type: 'back' }]
    expect(runBeside(machine, undefined, [...round, ...round]).at(-1)?.state.context).toStrictEqual({
      [strange]: 2,
    })
  })

  it('is made only for who asks for it, and says so where it is forbidden', () => {
    vi.stubGlobal('Function', function Forbidden() {
      throw new EvalError('Code generation from strings disallowed for this context')
    })
    const shared = compile(changing)
    let [state] = shared.initial(undefined)
    for (const a of [1, 2, 3]) [state] = shared.step(state, { type: 'worked', change: { a } } as never)
    expect(state).toStrictEqual({ path: '', context: { a: 3, b: 0, c: 0 }, status: 'active' })
    expect(() => compile(changing, { code: generated })).toThrow(EvalError)
    expect(() => compile(changing, { code: 'fast' as never })).toThrow(
      new TypeError('compile(): code may be left out, or `generated` of halflife/compile.'),
    )
  })
})
