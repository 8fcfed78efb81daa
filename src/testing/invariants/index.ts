import type { Trace } from '../traces/trace.ts'
import { decisionInvariants } from './decision-invariants.ts'
import type { Invariant, Violation } from './invariant.ts'
import { observedInvariants } from './observed/index.ts'
import { isObserved, type ObservedInvariant } from './observed/observed.ts'

/**
 * What must hold, by name. Each is a check of a whole trace. Those that have `needs` show only where somebody looked: on
 * a trace without that observation they throw.
 */
export const invariants = { ...decisionInvariants, ...observedInvariants } as const

/** The name of an invariant. */
export type InvariantName = keyof typeof invariants

/** A violation, and which promise was broken. */
export interface NamedViolation extends Violation {
  readonly invariant: InvariantName
}

/**
 * Checks all invariants that a trace can show; `unobservedIn` says which ones it cannot.
 *
 * @returns the first violation of each one that is broken; none: `[]`
 */
export function checkInvariants(trace: Trace): NamedViolation[] {
  const unobserved = unobservedIn(trace)
  const names = Object.keys(invariants) as InvariantName[]
  return names.flatMap((invariant) => {
    const violation = unobserved.includes(invariant) ? undefined : invariants[invariant](trace)
    return violation ? [{ invariant, ...violation }] : []
  })
}

/** The invariants that a trace cannot show, because what they need was not observed. `checkInvariants` leaves them out. */
export function unobservedIn(trace: Trace): InvariantName[] {
  const names = Object.keys(invariants) as InvariantName[]
  return names.filter((name) => {
    const { needs } = invariants[name] as Invariant & Partial<ObservedInvariant>
    return needs !== undefined && !isObserved(trace, needs)
  })
}
