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

function holds({ guard, guardName, sourceId }: Row, args: GuardArgs): unknown {
  try {
    return guard?.ask(args, guard.params)
  } catch (cause) {
    // XState says the same.
    const name = guardName ? `'${guardName}' ` : ''
    throw new Error(
      `Unable to evaluate guard ${name}in transition for event '${args.event.type}' in state node '${sourceId}':\n${(cause as Error).message}`,
      { cause },
    )
  }
}
