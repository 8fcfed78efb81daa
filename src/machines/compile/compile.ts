import type { AnyStateMachine, ContextFrom, EmittedFrom, EventFromLogic, InputFrom } from 'xstate'
import type { Compiled } from './form.ts'
import type { Code } from './generated/index.ts'
import { Stepper } from './stepper.ts'

/**
 * Turns a statechart into a table that decides as XState's pure `transition()` does: the same state, context and
 * facts, and the same effects in the same order, many times faster. The statechart stays the only
 * specification: its guards and actions are called where they are.
 *
 * It takes compound, atomic and final states; guards with `and`, `or`, `not`; `assign`, `emit`, `sendTo` an invoked
 * actor, `raise`, `enqueueActions`, functions of your own (as effects); `invoke`, `onDone`, `onError`, `always`,
 * `reenter`, wildcards, entry, exit and initial actions. An event raised by the machine is handled within the step, and
 * is no effect.
 *
 * Contexts are copied fastest if their keys are always the same, and no more than 24.
 *
 * @param options `code`: `generated`, which is nearly twice as fast and needs `new Function`; default: a table, and code that all machines share
 * @throws TypeError for another `code`; EvalError for `generated` where a content security policy forbids it
 * @throws NotCompiledError for a machine that uses more than that, naming the place and the feature
 * @example
 * const fast = compile(stayMachine)
 * let [state, effects] = fast.initial({ token, atMs })
 * ;[state, effects] = fast.step(state, { type: 'refresh.demanded', atMs })
 */
export function compile<Logic extends AnyStateMachine>(
  machine: Logic,
  { code }: { readonly code?: Code | undefined } = {},
): Compiled<ContextFrom<Logic>, EventFromLogic<Logic>, InputFrom<Logic>, EmittedFrom<Logic>> {
  if (code !== undefined && typeof code.stepsOf !== 'function')
    throw new TypeError('compile(): code may be left out, or `generated` of halflife/compile.')
  const stepper = new Stepper(machine, code)
  return {
    initial: (input) => stepper.initial(input),
    step: (state, event) => stepper.step(state, event),
  } as Compiled<ContextFrom<Logic>, EventFromLogic<Logic>, InputFrom<Logic>, EmittedFrom<Logic>>
}
