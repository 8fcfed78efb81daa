import { describe, expect, it } from 'vitest'
import { type AnyStateMachine, assign, createMachine, emit, enqueueActions } from 'xstate'
import { compile, generated } from '../../../src/machines/compile/index.ts'
import { runBeside } from './beside-xstate.ts'

interface Changing {
  readonly type: string
  readonly change: object
}

/** A machine that changes its context as the event says: by a function, or as it is enqueued. */
const changing = (context: object) =>
  createMachine({
    context,
    on: {
      worked: { actions: assign(({ event }) => (event as Changing).change) },
      enqueued: {
        actions: enqueueActions(({ event, enqueue }) => enqueue.assign((event as Changing).change)),
      },
    },
  } as never) as AnyStateMachine

describe('a place in generated code', () => {
  it('reads a change by code of its own, once it has learnt the keys', () => {
    for (const type of ['worked', 'enqueued']) {
      const fast = compile(
        changing(() => ({ a: 0, b: 0 })),
        { code: generated },
      )
      const readers: string[] = []
      const change = {
        b: 2,
        get a() {
          readers.push(new Error().stack?.split('\n')[2] ?? '')
          return 1
        },
      }
      let [state] = fast.initial(undefined)
      for (const each of [change, change]) [state] = fast.step(state, { type, change: each } as never)
      expect(state.context).toStrictEqual({ a: 1, b: 2 })
      expect(readers[0]).not.toContain('eval')
      expect(readers.at(-1)).toContain('eval')
    }
  })

  it('learns nothing from a change of which one key is new', () => {
    for (const type of ['worked', 'enqueued']) {
      const fast = compile(
        changing(() => ({ a: 0, b: 0 })),
        { code: generated },
      )
      const [first] = fast.initial(undefined)
      for (const change of [{ z: 1, a: 1 }, { z: 2 }])
        for (let time = 0; time < 3; time++) {
          const [grown] = fast.step(first, { type, change } as never)
          const [next] = fast.step(grown, { type, change: { b: 5 } } as never)
          expect(next.context).toStrictEqual({ a: 0, ...change, b: 5 })
        }
    }
  })

  it('gives nobody another prototype for longer than XState does', () => {
    const strange = JSON.parse('{ "a": 0, "__proto__": { "x": 1 } }') as object
    const change = JSON.parse('{ "__proto__": { "y": 2 } }') as object
    for (const machine of [changing(() => strange), changing(strange)])
      for (const changes of [
        [change, change, { a: 1 }, change, { a: 2 }],
        [{ a: 1 }, change, change, { a: 2 }],
      ])
        for (const type of ['worked', 'enqueued'])
          runBeside(
            machine,
            undefined,
            changes.map((each) => ({ type, change: each })),
          )
  })

  it('lets a row that does nothing keep the event from those after it', () => {
    const machine = createMachine({
      initial: 'a',
      on: { go: { actions: emit({ type: 'went' }) }, ask: { actions: emit({ type: 'asked' }) } },
      states: { a: { on: { go: {}, ask: [{ guard: () => true }, { actions: emit({ type: 'second' }) }] } } },
    } as never) as AnyStateMachine
    for (const { effects } of runBeside(machine, undefined, [{ type: 'go' }, { type: 'ask' }]))
      expect(effects).toStrictEqual([])
  })
})
