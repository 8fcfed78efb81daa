import type { Policy } from '../../../../machines/token-life.ts'
import type { Step } from '../../../journal/replay-stream.ts'
import { charts } from '../../chart/layout.generated.ts'
import { rowOf, silentRowOf } from '../../chart/rows-of.ts'
import type { SpecificationRow } from '../../chart/specification.ts'
import { takenTransition } from '../../chart/taken-transition.ts'

/** Rows of the specification, and what they are shown for. */
export interface ShownRows {
  readonly title: string
  readonly rows: readonly SpecificationRow[]
}

/** The transition that a record made; null if it made none. */
export function takenIn(policy: Policy, { record: { event }, before }: Step) {
  if (!before || event.type === 'session.opened' || event.type === 'session.closed') return null
  return takenTransition(policy, { state: before.state, context: before.context }, event)
}

/** The row that a record fell under. */
export function rowsOfStep(policy: Policy, step: Step | undefined): ShownRows {
  if (!step) return { title: 'This record cannot be replayed', rows: [] }
  const { event } = step.record
  if (!step.before || event.type === 'session.opened')
    return { title: 'The machine began here. Choose a state or a transition to see its row', rows: [] }
  const taken = takenIn(policy, step)
  const from = step.before.state
  const row = taken ? rowOf(taken) : event.type === 'session.closed' ? null : silentRowOf(from, event)
  if (!row) return { title: `${event.type} in ${from}: no row, so nothing changed`, rows: [] }
  const guard = taken?.guard ? ` [${taken.guard}]` : ''
  return { title: `${event.type}${guard} in ${from}`, rows: [row] }
}

/** The rows of transitions that share their words. */
export function rowsOfTransitions(policy: Policy, ids: readonly string[]): ShownRows {
  const found = charts[policy].transitions.filter(({ id }) => ids.includes(id))
  const [first] = found
  const guard = first?.guard ? ` [${first.guard}]` : ''
  return { title: `${first?.event ?? ''}${guard}`, rows: unique(found.map(rowOf)) }
}

/** The rows of all transitions of a state's own. */
export function rowsOfState(policy: Policy, path: string): ShownRows {
  const found = charts[policy].transitions.filter(({ source, isTaken }) => source === path && isTaken)
  const name = path === '' ? 'In every live state' : path
  return {
    title: found.length > 0 ? name : `${name}: no transitions of its own`,
    rows: unique(found.map(rowOf)),
  }
}

const unique = (rows: readonly SpecificationRow[]): SpecificationRow[] => [...new Set(rows)]
