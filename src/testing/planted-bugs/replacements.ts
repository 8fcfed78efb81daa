import type { createTokenMachine } from '../../machines/token-machine.ts'
import type { openSession } from '../../services/session/open-session.ts'
import type { resumeSession } from '../../services/session/resume-session.ts'
import type { Decider } from '../deciders/decider.ts'
import type { MachineState } from '../deciders/machine-decider.ts'

/** Token machines, as they are made somewhere. */
export interface Machines {
  /** Stands in for the real one: gives a machine of the same type. */
  readonly createTokenMachine: typeof createTokenMachine
  /** Those machines as pure functions, in the place of `machineDecider`. */
  readonly decider: Decider<MachineState>
}

/** Sessions, as they are opened somewhere. */
export interface Sessions {
  readonly openSession: typeof openSession
  readonly resumeSession: typeof resumeSession
}
