import type { Projection } from '../project.ts'

interface State {
  readonly totalsMs: Map<string, number>
  /** Where each stream stands, and since when. A stream that has ended stands nowhere. */
  readonly standing: Map<string, { readonly state: string; readonly atMs: number }>
}

/** How long sessions were in each state, ms, from record to record; not while they were closed, or kicked. */
export const timeInStates: Projection<State, Readonly<Record<string, number>>> = {
  initial: () => ({ totalsMs: new Map(), standing: new Map() }),
  step(all, { stream, state, atMs, event }) {
    const stood = all.standing.get(stream)
    if (stood) all.totalsMs.set(stood.state, (all.totalsMs.get(stood.state) ?? 0) + atMs - stood.atMs)
    if (state === 'kicked' || event.type === 'session.closed') all.standing.delete(stream)
    else all.standing.set(stream, { state, atMs })
    return all
  },
  result: ({ totalsMs }) => Object.fromEntries(totalsMs),
}
