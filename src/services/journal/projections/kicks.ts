import type { TokenEvent } from '../../../machines/events.ts'
import type { Projection } from '../project.ts'

/** One kick: which record decided it, and what had happened. */
export interface Kick {
  readonly stream: string
  readonly version: number
  readonly atMs: number
  /** The event that it followed: the end, the last attempt's failure, a join too late, an ejection. */
  readonly cause: TokenEvent['type']
}

export interface Kicks {
  readonly count: number
  readonly byCause: Readonly<Partial<Record<TokenEvent['type'], number>>>
  /** The last 100. */
  readonly last: readonly Kick[]
}

const kept = 100

/** Who was kicked, when, and upon what. */
export const kicks: Projection<Kicks> = {
  initial: () => ({ count: 0, byCause: {}, last: [] }),
  step(state, { stream, version, atMs, event, facts }) {
    if (!facts.some(({ type }) => type === 'participant.kicked')) return state
    const cause = event.type as TokenEvent['type']
    return {
      count: state.count + 1,
      byCause: { ...state.byCause, [cause]: (state.byCause[cause] ?? 0) + 1 },
      last: [...state.last, { stream, version, atMs, cause }].slice(-kept),
    }
  },
  result: (state) => state,
}
