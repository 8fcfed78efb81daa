import type { Section } from './plan.ts'
import type { Row } from './row.ts'

/** A state that a machine can stand in: one without states inside, with the rows of all around it. */
export class Leaf {
  readonly path: string
  /** The invoked actors that run here, in the order in which all are stopped. */
  readonly ids: readonly string[]
  /** What is done if the machine has come to its end here. */
  readonly end: readonly Section[]
  /** The rows for each event type that is named, in the order in which they are tried. */
  rows: ReadonlyMap<string, readonly Row[]> = new Map()
  /** The rows for types that are named only by their beginning, or not at all. */
  others: (type: string) => readonly Row[] = () => []
  /** Rows without an event, tried at each rest. */
  always: readonly Row[] = []

  constructor(path: string, ids: readonly string[], end: readonly Section[]) {
    this.path = path
    this.ids = ids
    this.end = end
  }
}
