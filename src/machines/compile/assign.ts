import type { MachineContext } from 'xstate'
import { ActionArgs } from './args.ts'
import type { Run } from './run.ts'

type Change = (args: ActionArgs, params: unknown) => unknown

/** `assign`: a function that gives what is different, or an object with a value or a function for each key. */
export function assign(run: Run, assignment: unknown, params: unknown): void {
  const change = changeOf(run, assignment, params)
  // After the functions, as XState does it.
  run.context = Object.assign(run.copier.copy(run.context), change)
  run.hasChanged = true
}

function changeOf(run: Run, assignment: unknown, params: unknown): unknown {
  if (typeof assignment === 'function')
    return (assignment as Change)(new ActionArgs(run.context, run.event), params)
  return isPlain(assignment as object)
    ? assignment
    : changeByKeys(assignment as object, new ActionArgs(run.context, run.event), params)
}

/** Values alone: they are what is different. */
function isPlain(assignment: object): boolean {
  for (const key in assignment) {
    if (typeof (assignment as Record<string, unknown>)[key] === 'function' || key === '__proto__')
      return false
  }
  return true
}

function changeByKeys(assignment: object, args: ActionArgs, params: unknown): MachineContext {
  const change: MachineContext = {}
  for (const [key, value] of Object.entries(assignment))
    change[key] = typeof value === 'function' ? (value as Change)(args, params) : value
  return change
}
