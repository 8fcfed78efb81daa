import type { Plan } from '../../plans/plan.ts'
import { play } from '../../plans/play.ts'
import type { Trace, TraceEntry } from '../../traces/trace.ts'
import type { Decider } from '../decider.ts'

/** What was seen of a decider in one history. */
export interface Watched {
  readonly trace: Trace
  /** What it threw, if it did; the trace ends before that. */
  readonly threw?: string
  /** A deadline was reached again and again, and went on being due. */
  readonly isStuck?: true
}

/** Plays a plan, and has the history also of a decider that throws. */
export function playWatched<State>(decider: Decider<State>, plan: Plan): Watched {
  const entries: TraceEntry[] = []
  let threw: string | undefined
  /** Play may throw, too: this is what the decider throws. */
  function watch<Result>(ask: () => Result): Result {
    try {
      return ask()
    } catch (error) {
      threw = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
      throw error
    }
  }
  const watched: Decider<State> = {
    initial: (opening) => watch(() => decider.initial(opening)),
    path: (state) => watch(() => decider.path(state)),
    nextDeadlineMs: (state) => watch(() => decider.nextDeadlineMs(state)),
    decide: (before, event) =>
      watch(() => {
        const { state, facts } = decider.decide(before, event)
        entries.push({
          event,
          facts,
          state: decider.path(state),
          nextDeadlineMs: decider.nextDeadlineMs(state),
        })
        return { state, facts }
      }),
  }
  try {
    return { trace: play(watched, plan) }
  } catch {
    const trace = { policy: plan.policy, input: plan.input, entries }
    return threw === undefined ? { trace, isStuck: true } : { trace, threw }
  }
}
