import type { Effect } from './effects.ts'

/** Where a compiled machine stands: plain data, the same after JSON if its context is. */
export interface CompiledState<Context> {
  /** As `valid.idle`; empty for a machine that has but one state. */
  readonly path: string
  readonly context: Context
  /** `done`: in a final state; `error`: an invoked actor failed and nobody cared; `stopped`: told to stop. */
  readonly status: 'active' | 'done' | 'error' | 'stopped'
}

/** A machine as a table. Both functions are pure, and a state is never changed. */
export interface Compiled<Context, Event, Input, Fact> {
  /** How the machine begins. @throws what its own functions throw */
  initial(input: Input): [state: CompiledState<Context>, effects: readonly Effect<Fact>[]]
  /**
   * What the machine makes of an event. An event that changes nothing gives the same state object.
   *
   * @throws what the machine's own functions throw; `NotCompiledError` if one of them asks for what only a running
   *   actor has, and for a state of status `error` or `stopped`
   */
  step(
    state: CompiledState<Context>,
    event: Event,
  ): [state: CompiledState<Context>, effects: readonly Effect<Fact>[]]
}
