import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import { type AnyMachineSnapshot, type AnyStateMachine, initialTransition, transition } from 'xstate'
import { type CompiledState, compile, type Effect } from '../../../src/machines/compile/index.ts'
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

/** One machine, run by XState and by its compiled form; throws where they differ. Gives what was compared. */
export function runBeside(machine: AnyStateMachine, input: unknown, events: readonly AnyEvent[]) {
  const fast = compile(machine)
  const steps: { state: CompiledState<unknown>; effects: readonly Effect[] }[] = []
  const compare = (
    event: unknown,
    [snapshot, actions]: [AnyMachineSnapshot, Parameters<typeof effectsOf>[0]],
    [state, effects]: [CompiledState<unknown>, readonly Effect[]],
  ) => {
    const theirs = { state: stateOf(snapshot), effects: effectsOf(actions) }
    const ours = { state, effects: [...effects] }
    // Comparing is much cheaper than explaining. The order of the keys counts, too: it is seen in JSON.
    const isSame =
      isDeepStrictEqual(ours, theirs) && JSON.stringify(ours.state) === JSON.stringify(theirs.state)
    if (!isSame) expect({ event, ...ours }).toStrictEqual({ event, ...theirs })
    expect(isSame).toBe(true)
    steps.push(ours)
  }
  const first = initialTransition(machine, input)
  // XState hides what was thrown in the snapshot.
  if (first[0].status === 'error') throw first[0].error
  let snapshot = first[0] as AnyMachineSnapshot
  const begun = fast.initial(input as never)
  let [state] = begun
  compare('initial', first as never, begun)
  for (const event of events) {
    const theirs = transitionOf(machine, snapshot, event, () => fast.step(state, event as never))
    const ours = fast.step(state, event as never)
    compare(event, theirs as never, ours)
    snapshot = theirs[0] as AnyMachineSnapshot
    state = ours[0]
  }
  return steps
}

/** XState's step. Where it throws, so must ours. */
function transitionOf(
  machine: AnyStateMachine,
  snapshot: AnyMachineSnapshot,
  event: AnyEvent,
  ours: () => unknown,
) {
  try {
    return transition(machine, snapshot as never, event)
  } catch (error) {
    expect(ours).toThrow()
    throw error
  }
}
