import type { Planned } from './plan.ts'
import type { Run } from './run.ts'

/** Does all that is planned. */
export function perform(run: Run, plan: readonly Planned[]): void {
  for (const { act, params, children } of plan) {
    run.children = children
    act(run, params)
  }
}
