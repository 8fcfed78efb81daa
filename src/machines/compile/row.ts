import type { Site } from './action.ts'
import type { Guard } from './guards.ts'
import type { Leaf } from './leaf.ts'
import type { Section } from './plan.ts'
import type { Run } from './run.ts'

/** One transition as it is from one leaf: whether it is taken, and all that is then done. */
export class Row {
  /** `undefined`: always. */
  readonly guard: Guard | undefined
  /** As it was written, for messages. */
  readonly guardName: string | undefined
  readonly sourceId: string
  readonly sections: readonly Section[]
  readonly to: Leaf
  /** It enters the machine's end. */
  readonly isLast: boolean
  /** It does nothing and leads nowhere: it only keeps the event from the rows after it. */
  readonly isIdle: boolean

  constructor(from: Leaf, to: Leaf, row: Omit<Row, 'to' | 'isIdle'>) {
    this.guard = row.guard
    this.guardName = row.guardName
    this.sourceId = row.sourceId
    this.sections = row.sections
    this.to = to
    this.isLast = row.isLast
    this.isIdle = from === to && row.sections.length === 0
  }
}

/** Does all that is planned. */
export function perform(run: Run, sections: readonly Section[]): void {
  for (const { sites, children } of sections) {
    run.children = children
    for (const site of sites) performSite(run, site)
  }
}

const performSite = (run: Run, { act, params }: Site) => act(run, params)
