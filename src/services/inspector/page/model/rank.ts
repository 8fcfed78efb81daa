import { deadlineOf } from '../../../../machines/deadline.ts'
import type { History } from './history.ts'
import { worstFirst } from './phase.ts'

/** When something is next due, ms; `null` if nothing is, or nobody hears of it any more. */
export const dueMs = ({ context, hasEnded }: History): number | null =>
  context && !hasEnded ? deadlineOf(context) : null

/** How many attempts failed since a token was adopted. */
export const failuresOf = ({ context }: History): number => context?.failures ?? 0

/** Worst first: by phase, then by failures, then whose deadline comes first, then by name. */
export function rank(histories: Iterable<History>): History[] {
  const keyed = [...histories].map((history) => ({
    history,
    phase: worstFirst.indexOf(history.phase),
    failures: failuresOf(history),
    dueMs: dueMs(history) ?? Infinity,
  }))
  keyed.sort(
    (a, b) =>
      a.phase - b.phase ||
      b.failures - a.failures ||
      compare(a.dueMs, b.dueMs) ||
      compare(a.history.stream, b.history.stream),
  )
  return keyed.map(({ history }) => history)
}

const compare = <Value extends number | string>(a: Value, b: Value) => (a < b ? -1 : a > b ? 1 : 0)
