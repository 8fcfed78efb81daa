import type { createTokenMachine } from '../../machines/token-machine.ts'
import type { Decider } from '../decider.ts'
import type { InvariantName } from '../invariants/index.ts'
import type { MachineState } from '../machine-decider.ts'

/** What every planted bug has, whatever it is planted in. */
interface Planted<Kind extends string, Promise extends string> {
  /** What it is planted in. */
  readonly kind: Kind
  readonly name: string
  /** What is wrong, in one sentence, as a reviewer would say it. */
  readonly says: string
  /** The promise that finds it. */
  readonly breaks: Promise
}

/** A token machine that decides wrongly. */
export interface MachineBug extends Planted<'machine', InvariantName> {
  /** Stands in for the real one: gives a machine of the same type. */
  readonly createTokenMachine: typeof createTokenMachine
  /** That machine as a pure function, in the place of `machineDecider`. */
  readonly decider: Decider<MachineState>
}

/** A bug that was planted on purpose, with what to put in the place of the real thing. */
export type PlantedBug = MachineBug
