import { describe, expect, it } from 'vitest'
import { assign, createMachine, emit, enqueueActions } from 'xstate'
import { type Code, compile, generated } from '../../../src/machines/compile/index.ts'

/** A machine that counts how often its functions are called, and the arguments they are given. */
function counting(code: Code | undefined) {
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
  return { fast: compile(machine, { code }), calls, args }
}

for (const [form, code] of Object.entries({ 'a table': undefined, 'generated code': generated }))
  describe(`a step compiled to ${form} does no more than it must`, () => {
    it('asks each guard once, up to the first that holds, with one object for all; and assigns once', () => {
      const { fast, calls, args } = counting(code)
      const [state] = fast.initial(undefined)
      fast.step(state, { type: 'go' })
      expect(calls).toStrictEqual({ 'first guard': 1, 'second guard': 1, 'third guard': 1, assign: 1 })
      expect(args.size).toBe(2)
    })

    it('makes no new state and no effects where nothing happens', () => {
      const { fast, calls } = counting(code)
      const [state] = fast.initial(undefined)
      for (const type of ['unknown', 'forbidden', 'xstate.init']) {
        const [next, effects] = fast.step(state, { type })
        expect(next).toBe(state)
        expect(effects).toStrictEqual([])
        // V8 goes through a frozen array in another way: whoever reads the effects would pay at each step.
        expect(Object.isFrozen(effects)).toBe(false)
      }
      expect(calls).toStrictEqual({})
    })

    it('keeps the state where only something is said', () => {
      const { fast } = counting(code)
      const [state] = fast.initial(undefined)
      const [next, effects] = fast.step(state, { type: 'say' })
      expect(next).toBe(state)
      expect(effects).toStrictEqual([{ type: 'emit', fact: { type: 'said' } }])
    })

    it('makes one new context for each assign, and leaves the old one as it was', () => {
      const { fast } = counting(code)
      const [state] = fast.initial(undefined)
      const before = Object.freeze(state.context)
      const [next] = fast.step(state, { type: 'go' })
      expect(next.context).not.toBe(before)
      expect(before).toStrictEqual({ n: 0 })
      expect(Object.keys(next)).toStrictEqual(['path', 'context', 'status'])
    })

    it('copies the context by its known keys, reading each but once, for one assign as for another', () => {
      const machine = createMachine({
        context: ({ input }: { input: object }) => input,
        on: {
          written: { actions: assign({ k3: 1 }) },
          worked: { actions: assign(() => ({ k3: 2 })) },
          enqueued: { actions: enqueueActions(({ enqueue }) => enqueue.assign({ k3: 3 })) },
        },
      } as never)
      // One after the other, statements copy eight keys, sixteen, or twenty-four.
      for (const size of [8, 16, 24]) {
        const { context, reads, plain } = countingReads(size)
        const fast = compile(machine, { code })
        const learnt = fast.step(fast.initial(plain as never)[0], { type: 'written' })[0]
        for (const [at, type] of ['written', 'worked', 'enqueued'].entries()) {
          reads.clear()
          const [next] = fast.step({ ...learnt, context: context as never }, { type })
          // Copied by its own keys, it would be asked for them twice: once to know it, once to copy it.
          const once = ['its keys', ...Object.keys(plain)].map((what) => [what, 1])
          expect([...reads]).toStrictEqual(once)
          expect(next.context).toStrictEqual({ ...plain, k3: at + 1 })
        }
      }
    })

    it('makes what enqueueActions is given once for a place, and one object of arguments for each time', () => {
      const seen = { args: new Set<unknown>(), enqueue: new Set<unknown>(), assigned: 0 }
      const machine = createMachine({
        context: { n: 0 },
        on: {
          go: {
            actions: enqueueActions((args) => {
              seen.args.add(args)
              seen.enqueue.add(args.enqueue)
              args.enqueue.assign(({ context }) => {
                seen.assigned++
                return { n: context['n'] + 1 }
              })
            }),
          },
        },
      } as never)
      const fast = compile(machine, { code })
      let [state] = fast.initial(undefined)
      for (let step = 0; step < 10; step++) [state] = fast.step(state, { type: 'go' })
      expect([seen.args.size, seen.enqueue.size, seen.assigned]).toStrictEqual([10, 1, 10])
      expect(state.context).toStrictEqual({ n: 10 })
    })
  })

/** A context that counts how often it is read, key by key, and how often all of its keys are asked for. */
function countingReads(size: number) {
  const reads = new Map<string, number>()
  const count = (what: string) => reads.set(what, (reads.get(what) ?? 0) + 1)
  const plain = Object.fromEntries(Array.from({ length: size }, (_, at) => [`k${at}`, at]))
  const context = new Proxy(plain, {
    get(target, key) {
      count(String(key))
      return Reflect.get(target, key) as unknown
    },
    ownKeys(target) {
      count('its keys')
      return Reflect.ownKeys(target)
    },
  })
  return { context, reads, plain }
}
