import { initialContext, type TokenContext } from '../../machines/context.ts'
import { machineOf } from '../../machines/facts-only.ts'
import { statePath } from '../../machines/state-path.ts'
import { machineVersion, type TokenSnapshot } from '../../machines/token-machine.ts'
import type { Checkpoint } from './journal.ts'
import type { JournalRecord } from './record.ts'
import { TableStanding, tableOf } from './standing.ts'

/** What is kept of a snapshot: plain data. The rest follows from the machine. */
interface Kept {
  readonly value: TokenSnapshot['value']
  readonly context: TokenContext
}

/** A checkpoint of a stream at a version. */
export function checkpointAt(version: number, { value, context }: TokenSnapshot): Checkpoint {
  return { version, machine: machineVersion, snapshot: { value, context } satisfies Kept }
}

/**
 * Where the machine stood by a checkpoint, if it fits the record at its version: it is where the record says the machine was, and
 * its memory is of the kind that the machine has.
 */
export function standingIn(checkpoint: unknown, record: JournalRecord): TableStanding | undefined {
  const { value, context } = Object(checkpoint) as Kept
  try {
    if (!isContext(context) || context.atMs > record.atMs) return undefined
    const machine = machineOf[record.policy]
    const snapshot = machine.resolveState({ value, context })
    const path = statePath(snapshot.value)
    if (path !== record.state) return undefined
    return new TableStanding(machine, tableOf(machine), { path, context, status: snapshot.status })
  } catch {
    // A state that the machine does not have.
    return undefined
  }
}

/** Of each field, a value of its kind: null where the machine may have null, and nothing missing or too much. */
const example = initialContext({ token: { issuedAtMs: 0, expiresAtMs: 0 }, atMs: 0 })

function isContext(context: unknown): context is TokenContext {
  const entries = Object.entries(Object(context) as object)
  return (
    entries.length === Object.keys(example).length &&
    entries.every(([key, value]) => {
      const kind = example[key as keyof TokenContext]
      if (kind === null) return value === null || typeof value === (key === 'inFlight' ? 'string' : 'number')
      return typeof value === typeof kind
    })
  )
}
