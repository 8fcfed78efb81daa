import { compile } from '../../machines/compile/index.ts'
import type { TokenInput } from '../../machines/context.ts'
import type { TokenEvent } from '../../machines/events.ts'
import type { TokenFact } from '../../machines/facts.ts'
import { statePath } from '../../machines/state-path.ts'
import type { TokenMachine, TokenSnapshot } from '../../machines/token-machine.ts'

/** Where a machine stands, and what it decided to get there. Nothing of it has been done. */
export interface Decision {
  readonly snapshot: TokenSnapshot
  readonly facts: readonly TokenFact[]
}

type Compiled = ReturnType<typeof compile<TokenMachine>>
type Decided = ReturnType<Compiled['step']>

/** A machine is compiled once, however many records it replays. */
const tables = new WeakMap<TokenMachine, Compiled>()

function tableOf(machine: TokenMachine): Compiled {
  const table = tables.get(machine) ?? compile(machine)
  tables.set(machine, table)
  return table
}

/** How a machine begins. */
export function begin(machine: TokenMachine, input: TokenInput): Decision {
  return decisionOf(machine, tableOf(machine).initial(input))
}

/** What a machine makes of an event. */
export function decide(machine: TokenMachine, before: TokenSnapshot, event: TokenEvent): Decision {
  const { value, context, status } = before
  const state = { path: statePath(value), context, status }
  return decisionOf(machine, tableOf(machine).step(state as Decided[0], event))
}

function decisionOf(machine: TokenMachine, [{ path, context }, effects]: Decided): Decision {
  const [outer = '', inner] = path.split('.')
  const value = (inner === undefined ? outer : { [outer]: inner }) as TokenSnapshot['value']
  const facts = effects.flatMap((effect) => (effect.type === 'emit' ? [effect.fact] : []))
  return { snapshot: machine.resolveState({ value, context }) as TokenSnapshot, facts }
}
