import type { Stage } from '../../../machines/token-life.ts'
import type { Projection } from '../project.ts'
import { type Ending, OpenAttempts } from './open-attempts.ts'

/** What became of the attempts of one stage. Their first ending counts. */
export interface StageAttempts extends Readonly<Record<Ending, number>> {
  readonly made: number
  /** Of those that failed or brought a token: how many failed, or brought one of no use; 0 to 1. */
  readonly failureRate: number
}

type Counts = Record<Ending | 'made', number>

interface State {
  readonly open: OpenAttempts
  readonly stages: Map<Stage, Counts>
}

/** How many attempts were made at each stage, and how many of them failed. */
export const attemptsByStage: Projection<State, Partial<Record<Stage, StageAttempts>>> = {
  initial: () => ({ open: new OpenAttempts(), stages: new Map() }),
  step(state, record) {
    const made = state.open.take(record, ({ stage }, ending) => count(state, stage, ending))
    if (made) count(state, made.stage, 'made')
    return state
  },
  result({ stages }) {
    return Object.fromEntries([...stages].map(([stage, counts]) => [stage, withRate(counts)]))
  },
}

function count({ stages }: State, stage: Stage, what: keyof Counts): void {
  const counts = stages.get(stage) ?? { made: 0, adopted: 0, failed: 0, ignored: 0, lost: 0 }
  counts[what]++
  stages.set(stage, counts)
}

function withRate(counts: Counts): StageAttempts {
  const useless = counts.failed + counts.ignored
  const answered = useless + counts.adopted
  return { ...counts, failureRate: answered === 0 ? 0 : useless / answered }
}
