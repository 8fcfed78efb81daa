import type { TokenEvent } from '../../machines/events.ts'
import type { TokenFact } from '../../machines/facts.ts'
import type { History, Opening, Trace, TraceEntry } from '../traces/trace.ts'

/**
 * Whatever decides as the token machine does: the machine itself, a model of it, a faster form of it.
 * All four are pure, and a state is never changed.
 */
export interface Decider<State> {
  /** The state a session opens in. */
  initial(opening: Opening): State
  /** The state after an event, and the facts it caused, in order. */
  decide(state: State, event: TokenEvent): { readonly state: State; readonly facts: readonly TokenFact[] }
  /** The state as a path: `valid.idle`. */
  path(state: State): string
  /** When something is due next, ms since the epoch; `null`: nothing is. */
  nextDeadlineMs(state: State): number | null
}

/** Tells a decider one event, and says what came of it. */
export function step<State>(
  decider: Decider<State>,
  before: State,
  event: TokenEvent,
): { state: State; entry: TraceEntry } {
  const { state, facts } = decider.decide(before, event)
  return {
    state,
    entry: { event, facts, state: decider.path(state), nextDeadlineMs: decider.nextDeadlineMs(state) },
  }
}

/** Tells a decider a whole history. */
export function trace<State>(decider: Decider<State>, { policy, input, events }: History): Trace {
  let state = decider.initial({ policy, input })
  const entries = events.map((event) => {
    const next = step(decider, state, event)
    state = next.state
    return next.entry
  })
  return { policy, input, entries }
}
