import type { History } from '../traces/trace.ts'

/** What an exploration may find wrong. */
export type FindingKind =
  /** A row of the table was not kept, or none speaks of the situation, or more than one. `what`: the row's case. */
  | 'row'
  /** An invariant was broken. `what`: its name. */
  | 'invariant'
  /** Another decider decided otherwise. `what`: the type of the event. */
  | 'difference'
  /** Two histories into one state go on differently: the state forgets something that matters. `what`: the move. */
  | 'split'
  /** From a live state no way leads to `valid.idle`, or under kick none to `kicked`. `what`: the state's path. */
  | 'dead-end'
  /** A live state waits for nothing, though it is to wait for something. `what`: the state's path. */
  | 'no-deadline'

/** Something wrong, once for each `kind` and `what`, with the shortest history that shows it. */
export interface Finding {
  readonly kind: FindingKind
  readonly what: string
  readonly message: string
  readonly history: History
  /** How often it was seen. */
  readonly times: number
}

interface Outcome {
  readonly name: string
  readonly facts: string
}

/** Collects findings: the first of each sort, and how many there were. */
export class Findings {
  readonly #found = new Map<string, { finding: Omit<Finding, 'times'>; times: number }>()

  /** @param history asked for only if it is the first of its sort */
  add(kind: FindingKind, what: string, message: string, history: () => History): void {
    const known = this.#found.get(`${kind} ${what}`)
    if (known) known.times++
    else
      this.#found.set(`${kind} ${what}`, { finding: { kind, what, message, history: history() }, times: 1 })
  }

  /** Two situations of one state came to something else by the same move. */
  split(state: string, move: string, one: Outcome, other: Outcome, history: () => History): void {
    const words = ({ name, facts }: Outcome) => `${name} (${facts})`
    this.add('split', move, `in ${state}, it comes to ${words(one)}, or to ${words(other)}`, history)
  }

  /** How many sorts there are. */
  get size(): number {
    return this.#found.size
  }

  all(): Finding[] {
    return [...this.#found.values()].map(({ finding, times }) => ({ ...finding, times }))
  }
}
