import { compile } from '../../../../machines/compile/index.ts'
import { machineOf } from '../../../../machines/facts-only.ts'
import type { JournalRecord } from '../../../journal/record.ts'

const tables = { stay: compile(machineOf.stay), kick: compile(machineOf.kick) }
type State = ReturnType<typeof tables.stay.step>[0]

/**
 * Where a machine stands, record by record, and nothing else: so cheap that thousands of sessions can be followed.
 * What it takes is checked no further; the one session that is looked at is replayed with every check.
 */
export class Fold {
  state: State | undefined
  #version = 0

  take({ event, policy, version }: JournalRecord): void {
    if (version !== ++this.#version) throw new Error(`Record ${this.#version} is missing.`)
    const table = tables[policy]
    if (event.type === 'session.opened') this.state = table.initial(event.input)[0]
    else if (!this.state) throw new Error('The records do not begin with session.opened.')
    else if (event.type !== 'session.closed') this.state = table.step(this.state, event)[0]
  }
}
