import type { Guard } from './guards.ts'
import type { Planned } from './plan.ts'

/** A state that a machine can stand in: one without states inside, with the rows of all around it. */
export class Leaf {
  readonly path: string
  /** The invoked actors that run here, in the order in which all are stopped. */
  readonly ids: readonly string[]
  /** What is done if the machine has come to its end here. */
  readonly end: readonly Planned[]
  /** The rows for each event type that is named, in the order in which they are tried. */
  rows: ReadonlyMap<string, readonly Row[]> = new Map()
  /** The rows for types that are named only by their beginning, or not at all. */
  others: (type: string) => readonly Row[] = () => []
  /** Rows without an event, tried at each rest. */
  always: readonly Row[] = []

  constructor(path: string, ids: readonly string[], end: readonly Planned[]) {
    this.path = path
    this.ids = ids
    this.end = end
  }
}

/** One transition as it is from one leaf: whether it is taken, and all that is then done. */
export class Row {
  /** `undefined`: always. */
  readonly guard: Guard | undefined
  /** As it was written, for messages. */
  readonly guardName: string | undefined
  readonly sourceId: string
  readonly plan: readonly Planned[]
  readonly to: Leaf
  /** It enters the machine's end. */
  readonly isLast: boolean
  /** It does nothing and leads nowhere: it only keeps the event from the rows after it. */
  readonly isIdle: boolean

  constructor(from: Leaf, to: Leaf, row: Omit<Row, 'to' | 'isIdle'>) {
    this.guard = row.guard
    this.guardName = row.guardName
    this.sourceId = row.sourceId
    this.plan = row.plan
    this.to = to
    this.isLast = row.isLast
    this.isIdle = from === to && row.plan.length === 0
  }
}
