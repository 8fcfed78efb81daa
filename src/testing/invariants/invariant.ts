import { type LedgerEntry, readTrace } from '../ledger.ts'
import type { Trace } from '../trace.ts'

/** A promise that was broken, where, and how. */
export interface Violation {
  /** The entry of the trace, from 0. */
  readonly index: number
  readonly message: string
}

/** A promise that every trace must keep. */
export type Invariant = (trace: Trace) => Violation | undefined

/** An invariant that is looked for entry by entry. What is wrong comes as a message, or not at all. */
export const eachEntry =
  (check: (entry: LedgerEntry) => string | undefined): Invariant =>
  (trace) => {
    for (const entry of readTrace(trace)) {
      const message = check(entry)
      if (message !== undefined) return { index: entry.index, message }
    }
    return undefined
  }

/** The fact of a type among those of an entry; an event causes no two of a type. */
export function factOf<Type extends LedgerEntry['facts'][number]['type']>(
  { facts }: Pick<LedgerEntry, 'facts'>,
  type: Type,
): Extract<LedgerEntry['facts'][number], { type: Type }> | undefined {
  return facts.find((fact): fact is Extract<typeof fact, { type: Type }> => fact.type === type)
}

/** The phase of a state path: `valid` of `valid.idle`. */
export const phaseOf = (state: string): string => state.split('.')[0] ?? state

/** An attempt is in flight in that state. */
export const isRequesting = (state: string): boolean => state.endsWith('.requesting')
