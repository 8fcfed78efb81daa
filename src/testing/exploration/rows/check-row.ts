import type { TokenFact } from '../../../machines/facts.ts'
import { refreshPoints } from '../../../machines/points.ts'
import type { Ledger, LedgerEntry } from '../../traces/ledger.ts'
import { casesOf } from './index.ts'
import type { RowCase } from './row.ts'

/** An entry of a trace, and the state in which its event came. */
export interface RowEntry extends Omit<LedgerEntry, 'index'> {
  readonly from: string
}

/** The two say the same, whatever the order of their fields. */
export function areSameFacts(some: readonly TokenFact[], others: readonly TokenFact[]): boolean {
  return some.length === others.length && some.every((fact, index) => isSame(fact, others[index]))
}

function isSame(one: TokenFact, other: TokenFact | undefined): boolean {
  if (other === undefined) return false
  const fields = Object.keys(one) as (keyof TokenFact)[]
  return fields.length === Object.keys(other).length && fields.every((name) => one[name] === other[name])
}

/** When something is due next, by what is known: the earliest point not handled yet, or a retry while idle. */
export function dueMs({ token, pointsHandled, retryAtMs }: Ledger, state: string): number | null {
  if (state === 'kicked') return null
  const points = refreshPoints(token)
  const pointMs = [points.halfAtMs, points.threeQuarterAtMs, points.expiresAtMs][pointsHandled] ?? Infinity
  const dueAtMs = Math.min(pointMs, state.endsWith('.idle') ? (retryAtMs ?? Infinity) : Infinity)
  return dueAtMs === Infinity ? null : dueAtMs
}

/**
 * Holds one step against the one case of the table that speaks of it: the same facts, the same state, and the
 * next deadline that follows.
 *
 * @returns the case; and what is wrong, if something is
 */
export function checkRow(entry: RowEntry): { readonly case?: RowCase; readonly wrong?: string } {
  const found = casesOf(entry)
  const [only] = found
  if (only === undefined) return { wrong: `no row speaks of ${entry.event.type} in ${entry.from}` }
  if (found.length > 1)
    return { case: only, wrong: `more than one row: ${found.map(({ name }) => name).join('; ')}` }
  const wrong = differenceFrom(only, entry)
  return wrong === undefined ? { case: only } : { case: only, wrong }
}

function differenceFrom(only: RowCase, entry: RowEntry): string | undefined {
  const { facts, state } = only.outcome(entry)
  if (!areSameFacts(entry.facts, facts))
    return `the facts are ${JSON.stringify(entry.facts)}, and the row says ${JSON.stringify(facts)}`
  if (entry.state !== state) return `the state is ${entry.state}, and the row says ${state}`
  if (entry.nextDeadlineMs === undefined) return undefined
  const dueAtMs = dueMs(entry.after, state)
  return entry.nextDeadlineMs === dueAtMs
    ? undefined
    : `next due is ${entry.nextDeadlineMs}, and by the table ${dueAtMs}`
}
