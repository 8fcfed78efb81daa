import type { DecisionInvariantName } from '../../invariants/decision-invariants.ts'
import type { PromiseReport } from '../../report/report.ts'
import type { Trace } from '../../traces/trace.ts'

/**
 * What a decider may promise: each invariant that every trace shows; `as-the-table`: facts, state and next deadline are
 * those of the machine's table; `never-throws`: no legal history makes it throw; `deadlines-pass`: what was reached is due no more.
 */
export type DeciderPromiseName = DecisionInvariantName | 'as-the-table' | 'never-throws' | 'deadlines-pass'

/** What became of a decider's promises. */
export interface DeciderReport extends PromiseReport<DeciderPromiseName> {
  /** Its name, as the options say it. */
  readonly decider: string
  readonly broken: readonly (PromiseReport<DeciderPromiseName>['broken'][number] & {
    /** The history, as data, up to where the promise was broken. */
    readonly trace: Trace
  })[]
}
