import { copyOf } from './copy.ts'
import { stepsOf } from './steps.ts'

/** How a machine gets code of its own. It is a value that is imported, so that nobody bundles it who does not ask for it. */
export interface Code {
  readonly copyOf: typeof copyOf
  readonly stepsOf: typeof stepsOf
}

/**
 * `compile(machine, { code: generated })`: steps as code of the machine's own, made from text (`new Function`), nearly twice as fast
 * as a table that code shared by all machines goes by. A content security policy without `unsafe-eval` forbids it.
 */
export const generated: Code = { copyOf, stepsOf }
