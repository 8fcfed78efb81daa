import { initialTransition, type SnapshotFrom, transition } from 'xstate'
import { kickMachine, nextDeadlineMs, stayMachine } from '../index.ts'
import type { TokenFact } from '../machines/facts.ts'
import { statePath } from '../machines/state-path.ts'
import type { Policy } from '../machines/token-life.ts'
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

/** The token machine itself, driven by XState's pure functions: no actor runs, no time passes. */
export const machineDecider: Decider<{ readonly policy: Policy; readonly snapshot: Snapshot }> = {
  initial({ policy, input }) {
    const [snapshot] = initialTransition(machineOf(policy), input)
    return { policy, snapshot }
  },
  decide({ policy, snapshot }, event) {
    const [next, actions] = transition(machineOf(policy), snapshot, event)
    return { state: { policy, snapshot: next }, facts: factsOf(actions) }
  },
  path: ({ snapshot }) => statePath(snapshot.value),
  nextDeadlineMs: ({ snapshot }) => nextDeadlineMs(snapshot),
}
