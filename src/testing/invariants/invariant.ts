import { type LedgerEntry, readTrace } from '../traces/ledger.ts'
import type { Trace } from '../traces/trace.ts'

/** A promise that was broken, where, and how. */
export interface Violation {
  /** The entry of the trace, from 0. */
  readonly index: number
  readonly message: string
}

/** A promise that every trace must keep. */
export type Invariant = (trace: Trace) => Violation | undefined

/** What is wrong with an entry of a trace, as a message; or nothing. */
export type EntryCheck = (entry: LedgerEntry) => string | undefined

/** A promise that is checked entry by entry: on a whole trace, or along one that is not over yet. */
export interface EntryInvariant extends Invariant {
  /** A check for one trace, which is to be shown each of its entries, in order. */
  readonly begin: () => EntryCheck
}

/** An invariant that looks at each entry alone. What is wrong comes as a message, or not at all. */
export const eachEntry = (check: EntryCheck): EntryInvariant => alongTrace(() => check)

/** An invariant that remembers the entries it has seen: it begins anew for each trace. */
export function alongTrace(begin: () => EntryCheck): EntryInvariant {
  const invariant: Invariant = (trace) => {
    const check = begin()
    for (const entry of readTrace(trace)) {
      const message = check(entry)
      if (message !== undefined) return { index: entry.index, message }
    }
    return undefined
  }
  return Object.assign(invariant, { begin })
}

/** The fact of a type among those of an entry; an event causes no two of a type. */
export function factOf<Type extends LedgerEntry['facts'][number]['type']>(
  { facts }: Pick<LedgerEntry, 'facts'>,
  type: Type,
): Extract<LedgerEntry['facts'][number], { type: Type }> | undefined {
  // A plain loop: simulations ask this many times a step.
  for (const fact of facts) if (fact.type === type) return fact as Extract<typeof fact, { type: Type }>
  return undefined
}

/** The phase of a state path: `valid` of `valid.idle`. */
export function phaseOf(state: string): string {
  const dot = state.indexOf('.')
  return dot < 0 ? state : state.slice(0, dot)
}

/** An attempt is in flight in that state. */
export const isRequesting = (state: string): boolean => state.endsWith('.requesting')
