import type { MachineContext } from 'xstate'
import { ActionArgs } from './args.ts'
import type { Run } from './run.ts'

type Change = (args: ActionArgs, params: unknown) => unknown

/** `assign`: a function that gives what is different, or an object with a value or a function for each key. */
export function assign(run: Run, assignment: unknown, params: unknown): void {
  const args = new ActionArgs(run.context, run.event)
  const change =
    typeof assignment === 'function'
      ? (assignment as Change)(args, params)
      : changeByKeys(assignment as Record<string, unknown>, args, params)
  // As XState does it, and faster than two spreads.
  run.context = Object.assign({}, run.context, change)
  run.hasChanged = true
}

function changeByKeys(assignment: Record<string, unknown>, args: ActionArgs, params: unknown) {
  const change: MachineContext = {}
  for (const key of Object.keys(assignment)) {
    const value = assignment[key]
    change[key] = typeof value === 'function' ? (value as Change)(args, params) : value
  }
  return change
}
