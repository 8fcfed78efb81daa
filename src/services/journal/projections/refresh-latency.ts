import type { Projection } from '../project.ts'
import { type Distribution, Spread } from './distribution.ts'
import { type Ending, OpenAttempts } from './open-attempts.ts'

interface State {
  readonly open: OpenAttempts
  readonly spreads: Readonly<Record<Ending, Spread>>
}

/** How long the callback took, ms: to bring a token that was adopted, to bring one of no use, to fail. */
export const refreshLatency: Projection<
  State,
  Readonly<Record<Exclude<Ending, 'lost'>, Distribution | null>>
> = {
  initial: () => ({
    open: new OpenAttempts(),
    spreads: { adopted: new Spread(), failed: new Spread(), ignored: new Spread(), lost: new Spread() },
  }),
  step(state, record) {
    state.open.take(record, (attempt, ending, atMs) => state.spreads[ending].add(atMs - attempt.atMs))
    return state
  },
  result: ({ spreads: { adopted, failed, ignored } }) => ({
    adopted: adopted.summary(),
    failed: failed.summary(),
    ignored: ignored.summary(),
  }),
}
