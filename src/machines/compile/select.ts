import type { MachineContext } from 'xstate'
import type { GuardArgs } from './guards.ts'
import type { Leaf, Row } from './leaf.ts'
import type { AnyEvent } from './machine.ts'

/** The first row whose guard holds. */
export function rowFor(leaf: Leaf, context: MachineContext, event: AnyEvent): Row | undefined {
  const rows = leaf.rows.get(event.type) ?? leaf.others(event.type)
  let args: GuardArgs | undefined
  for (const row of rows) {
    if (row.guard === undefined) return row
    args ??= { context, event }
    if (holds(row, args)) return row
  }
  return undefined
}

/** The first row without an event whose guard holds. */
export function alwaysRow(leaf: Leaf, context: MachineContext, event: AnyEvent): Row | undefined {
  for (const row of leaf.always)
    if (row.guard === undefined || row.guard.ask({ context, event }, row.guard.params)) return row
  return undefined
}

function holds(row: Row, args: GuardArgs): unknown {
  try {
    return row.guard?.ask(args, row.guard.params)
  } catch (cause) {
    throw unasked(row, args.event, cause)
  }
}

/** What is thrown where a guard threw. XState says the same. */
export function unasked({ guardName, sourceId }: Row, event: AnyEvent, cause: unknown): Error {
  const name = guardName ? `'${guardName}' ` : ''
  return new Error(
    `Unable to evaluate guard ${name}in transition for event '${event.type}' in state node '${sourceId}':\n${(cause as Error).message}`,
    { cause },
  )
}
