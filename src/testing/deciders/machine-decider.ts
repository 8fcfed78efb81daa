import { initialTransition, type SnapshotFrom, transition } from 'xstate'
import { kickMachine, nextDeadlineMs, stayMachine } from '../../index.ts'
import type { TokenFact } from '../../machines/facts.ts'
import { statePath } from '../../machines/state-path.ts'
import type { Policy } from '../../machines/token-life.ts'
import type { Decider } from './decider.ts'

type Machine = typeof stayMachine
type Snapshot = SnapshotFrom<Machine>

/** The machine of a policy. */
export const machineOf = (policy: Policy): Machine => (policy === 'kick' ? kickMachine : stayMachine)

/** The facts among the actions that XState's pure `transition()` gives, in order. */
export function factsOf(
  actions: readonly { readonly type: string; readonly params: unknown }[],
): TokenFact[] {
  return actions
    .filter((action) => action.type === 'xstate.emit')
    .map((action) => (action.params as { event: TokenFact }).event)
}

/** What a machine remembers, and which one it is. */
export interface MachineState {
  readonly policy: Policy
  readonly snapshot: Snapshot
}

/** Machines, driven by XState's pure functions: no actor runs, no time passes. */
export const deciderOf = (machineFor: (policy: Policy) => Machine): Decider<MachineState> => ({
  initial({ policy, input }) {
    const [snapshot] = initialTransition(machineFor(policy), input)
    return { policy, snapshot }
  },
  decide({ policy, snapshot }, event) {
    const [next, actions] = transition(machineFor(policy), snapshot, event)
    return { state: { policy, snapshot: next }, facts: factsOf(actions) }
  },
  path: ({ snapshot }) => statePath(snapshot.value),
  nextDeadlineMs: ({ snapshot }) => nextDeadlineMs(snapshot),
})

/** The token machine itself, as a decider. */
export const machineDecider: Decider<MachineState> = deciderOf(machineOf)
