import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import { type AnyMachineSnapshot, type AnyStateMachine, initialTransition, transition } from 'xstate'
import { type CompiledState, compile, type Effect, generated } from '../../../src/machines/compile/index.ts'
import { statePath } from '../../../src/machines/state-path.ts'

interface AnyEvent {
  readonly type: string
}

/** XState's actions, in the words of `compile`. An event that the machine told itself was handled within the step. */
export const effectsOf = (actions: readonly { type: string; params: unknown }[]): Effect[] =>
  actions.flatMap(({ type, params }) => {
    const told = params as { event: AnyEvent; id: string; targetId: string; src: string; input: unknown }
    if (type === 'xstate.raise') return []
    if (type === 'xstate.emit') return { type: 'emit', fact: told.event }
    if (type === 'xstate.spawnChild') return { type: 'start', id: told.id, src: told.src, input: told.input }
    if (type === 'xstate.stopChild') return { type: 'stop', id: told.id }
    if (type === 'xstate.sendTo') return { type: 'send', id: told.targetId, event: told.event }
    if (type.startsWith('xstate.')) throw new Error(`Nobody compares ${type}.`)
    return { type: 'action', name: type, params }
  })

const stateOf = ({ value, context, status }: AnyMachineSnapshot) => ({
  path: statePath(value),
  context,
  status,
})

/** One machine, run by XState and by both its compiled forms; throws where they differ. Gives what was compared. */
export function runBeside(machine: AnyStateMachine, input: unknown, events: readonly AnyEvent[]) {
  const steps: { state: CompiledState<unknown>; effects: readonly Effect[] }[] = []
  const compare = (
    event: unknown,
    [snapshot, actions]: [AnyMachineSnapshot, Parameters<typeof effectsOf>[0]],
    results: readonly [CompiledState<unknown>, readonly Effect[]][],
  ) => {
    const theirs = { state: stateOf(snapshot), effects: effectsOf(actions) }
    for (const [state, effects] of results) {
      const ours = { state, effects: [...effects] }
      // Comparing is much cheaper than explaining. The order of the keys counts, too: it is seen in JSON.
      const isSame =
        isDeepStrictEqual(ours, theirs) && JSON.stringify(ours.state) === JSON.stringify(theirs.state)
      if (!isSame) expect({ event, ...ours }).toStrictEqual({ event, ...theirs })
      expect(isSame).toBe(true)
    }
    steps.push(theirs)
  }
  const forms = [compile(machine), compile(machine, { code: generated })]
  const first = initialTransition(machine, input)
  // XState hides what was thrown in the snapshot.
  if (first[0].status === 'error') throw first[0].error
  let snapshot = first[0] as AnyMachineSnapshot
  let results = forms.map((form) => form.initial(input as never))
  compare('initial', first as never, results)
  for (const event of events) {
    const stepOf = (at: number) => forms[at]?.step(results[at]?.[0] as never, event as never) as never
    const theirs = transitionOf(machine, snapshot, event, [() => stepOf(0), () => stepOf(1)])
    results = [stepOf(0), stepOf(1)]
    compare(event, theirs as never, results)
    snapshot = theirs[0] as AnyMachineSnapshot
  }
  return steps
}

/** XState's step. Where it throws, so must both of ours. */
function transitionOf(
  machine: AnyStateMachine,
  snapshot: AnyMachineSnapshot,
  event: AnyEvent,
  ours: readonly (() => unknown)[],
) {
  try {
    return transition(machine, snapshot as never, event)
  } catch (error) {
    for (const step of ours) expect(step).toThrow()
    throw error
  }
}
