import type { SimulatedDecider } from './compiled-decider.ts'

/**
 * Two builds of a decider, in turn: an upgrade goes from the one to the other, and back. To make a decider can take longer
 * than to simulate with it.
 */
export function inTurn<State>(make: () => SimulatedDecider<State>): () => SimulatedDecider<State> {
  const builds = [make(), make()] as const
  let count = 0
  return () => builds[count++ % 2] as SimulatedDecider<State>
}
