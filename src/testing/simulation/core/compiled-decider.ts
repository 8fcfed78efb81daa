import { type Compiled, type CompiledState, compile } from '../../../machines/compile/index.ts'
import type { TokenContext, TokenInput } from '../../../machines/context.ts'
import { nextDeadlineMs } from '../../../machines/deadline.ts'
import type { TokenEvent } from '../../../machines/events.ts'
import type { TokenFact } from '../../../machines/facts.ts'
import { machineOf } from '../../../machines/facts-only.ts'
import type { Policy } from '../../../machines/token-life.ts'
import type { TokenMachine } from '../../../machines/token-machine.ts'
import type { Decider } from '../../deciders/decider.ts'

/** A decider whose states can be stored, and taken up again by another process. */
export interface StorableDecider<State> extends Decider<State> {
  /** The state as a text. Equal states give equal texts. */
  persist(state: State): string
  restore(text: string): State
}

/** A decider that is to be simulated. What a restart makes of its state is checked only if that can be stored. */
export type SimulatedDecider<State> = Decider<State> & Partial<StorableDecider<State>>

/** Where the compiled machine of a policy stands. */
export interface CompiledMachineState {
  readonly policy: Policy
  readonly compiled: CompiledState<TokenContext>
}

type CompiledMachine = Compiled<TokenContext, TokenEvent, TokenInput, TokenFact>

/**
 * The token machine in its compiled form, which decides as the statechart does and many times faster. Each call
 * compiles anew.
 *
 * @param createMachine how the machine of a policy is made: yours, or a wrong one. Default: halflife's own
 */
export function compiledDecider(
  createMachine: (policy: Policy) => TokenMachine = (policy) => machineOf[policy],
): StorableDecider<CompiledMachineState> {
  const machines: Readonly<Record<Policy, CompiledMachine>> = {
    stay: compile(createMachine('stay')),
    kick: compile(createMachine('kick')),
  }
  return {
    initial({ policy, input }) {
      const [compiled] = machines[policy].initial(input)
      return { policy, compiled }
    },
    decide(state, event) {
      const { policy } = state
      const [compiled, effects] = machines[policy].step(state.compiled, event)
      const facts: TokenFact[] = []
      for (const effect of effects) if (effect.type === 'emit') facts.push(effect.fact)
      return { state: { policy, compiled }, facts }
    },
    path: ({ compiled }) => compiled.path,
    nextDeadlineMs: ({ compiled }) => nextDeadlineMs(compiled),
    persist: (state) => JSON.stringify(state),
    restore: (text) => JSON.parse(text) as CompiledMachineState,
  }
}
