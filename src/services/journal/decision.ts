import { initialTransition, transition } from 'xstate'
import type { TokenInput } from '../../machines/context.ts'
import type { TokenEvent } from '../../machines/events.ts'
import type { TokenFact } from '../../machines/facts.ts'
import type { TokenMachine, TokenSnapshot } from '../../machines/token-machine.ts'

/** Where a machine stands, and what it decided to get there. Nothing of it has been done. */
export interface Decision {
  readonly snapshot: TokenSnapshot
  readonly facts: readonly TokenFact[]
}

type Actions = readonly { readonly type: string; readonly params?: unknown }[]

const factsOf = (actions: Actions): TokenFact[] =>
  actions
    .filter(({ type }) => type === 'xstate.emit')
    .map(({ params }) => (params as { event: TokenFact }).event)

/** How a machine begins. */
export function begin(machine: TokenMachine, input: TokenInput): Decision {
  const [snapshot, actions] = initialTransition(machine, input)
  return { snapshot, facts: factsOf(actions) }
}

/** What a machine makes of an event. */
export function decide(machine: TokenMachine, before: TokenSnapshot, event: TokenEvent): Decision {
  const [snapshot, actions] = transition(machine, before, event)
  return { snapshot, facts: factsOf(actions) }
}
