import { type CompiledState, compile } from '../../machines/compile/index.ts'
import type { TokenContext } from '../../machines/context.ts'
import type { TokenMachine, TokenSnapshot } from '../../machines/token-machine.ts'

/** Where a machine stands. */
export interface Standing {
  /** As `refreshing-half.requesting`. */
  readonly state: string
  readonly context: TokenContext
  /** `done` after a kick. */
  readonly status: TokenSnapshot['status']
  /** The same as XState says it. Made when it is first asked for: that costs several times as much as a step. */
  readonly snapshot: TokenSnapshot
}

type Table = ReturnType<typeof compile<TokenMachine>>

/** A machine is compiled once, however many records it replays. */
const tables = new WeakMap<TokenMachine, Table>()

/** @returns a machine as a table */
export function tableOf(machine: TokenMachine): Table {
  const known = tables.get(machine)
  if (known) return known
  const table = compile(machine)
  tables.set(machine, table)
  return table
}

/** Where a machine stands by its table, as a fold carries it from record to record. */
export class TableStanding implements Standing {
  readonly machine: TokenMachine
  readonly table: Table
  readonly compiled: CompiledState<TokenContext>
  #snapshot: TokenSnapshot | undefined

  constructor(machine: TokenMachine, table: Table, compiled: CompiledState<TokenContext>) {
    this.machine = machine
    this.table = table
    this.compiled = compiled
  }

  get state(): string {
    return this.compiled.path
  }

  get context(): TokenContext {
    return this.compiled.context
  }

  get status(): TokenSnapshot['status'] {
    return this.compiled.status
  }

  get snapshot(): TokenSnapshot {
    this.#snapshot ??= this.#resolved()
    return this.#snapshot
  }

  #resolved(): TokenSnapshot {
    const { path, context } = this.compiled
    const [outer = '', inner] = path.split('.')
    const value = (inner === undefined ? outer : { [outer]: inner }) as TokenSnapshot['value']
    return this.machine.resolveState({ value, context }) as TokenSnapshot
  }
}
