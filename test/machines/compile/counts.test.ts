import { describe, expect, it } from 'vitest'
import { assign, createMachine, emit } from 'xstate'
import { compile } from '../../../src/machines/compile/index.ts'

/** A machine that counts how often its functions are called, and the arguments they are given. */
function counting() {
  const calls: Record<string, number> = {}
  const args = new Set<unknown>()
  const counted =
    <Result>(name: string, result: Result) =>
    (given: unknown) => {
      calls[name] = (calls[name] ?? 0) + 1
      args.add(given)
      return result
    }
  const machine = createMachine({
    id: 'm',
    context: { n: 0 },
    initial: 'here',
    on: { go: { guard: counted('outer guard', true), actions: assign(counted('outer assign', {})) } },
    states: {
      here: {
        on: {
          go: [
            { guard: counted('first guard', false), actions: assign(counted('first assign', {})) },
            { guard: counted('second guard', false) },
            { guard: counted('third guard', true), actions: assign(counted('assign', { n: 1 })) },
            { guard: counted('fourth guard', true) },
          ],
          say: { actions: emit(counted('emit', { type: 'said' })) },
          forbidden: {},
        },
      },
    },
  } as never)
  return { fast: compile(machine), calls, args }
}

describe('a compiled step does no more than it must', () => {
  it('asks each guard once, up to the first that holds, with one object for all; and assigns once', () => {
    const { fast, calls, args } = counting()
    const [state] = fast.initial(undefined)
    fast.step(state, { type: 'go' })
    expect(calls).toStrictEqual({ 'first guard': 1, 'second guard': 1, 'third guard': 1, assign: 1 })
    expect(args.size).toBe(2)
  })

  it('makes no new state and no new effects where nothing happens', () => {
    const { fast, calls } = counting()
    const [state, first] = fast.initial(undefined)
    for (const type of ['unknown', 'forbidden', 'xstate.init']) {
      const [next, effects] = fast.step(state, { type })
      expect(next).toBe(state)
      expect(effects).toBe(first)
      expect(Object.isFrozen(effects)).toBe(true)
    }
    expect(calls).toStrictEqual({})
  })

  it('keeps the state where only something is said', () => {
    const { fast } = counting()
    const [state] = fast.initial(undefined)
    const [next, effects] = fast.step(state, { type: 'say' })
    expect(next).toBe(state)
    expect(effects).toStrictEqual([{ type: 'emit', fact: { type: 'said' } }])
  })

  it('makes one new context for each assign, and leaves the old one as it was', () => {
    const { fast } = counting()
    const [state] = fast.initial(undefined)
    const before = Object.freeze(state.context)
    const [next] = fast.step(state, { type: 'go' })
    expect(next.context).not.toBe(before)
    expect(before).toStrictEqual({ n: 0 })
    expect(Object.keys(next)).toStrictEqual(['path', 'context', 'status'])
  })
})
