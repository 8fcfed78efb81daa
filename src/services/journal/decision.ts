import type { Effect } from '../../machines/compile/index.ts'
import type { TokenInput } from '../../machines/context.ts'
import type { TokenEvent } from '../../machines/events.ts'
import type { TokenFact } from '../../machines/facts.ts'
import type { TokenMachine } from '../../machines/token-machine.ts'
import { TableStanding, tableOf } from './standing.ts'

/** Where a machine stands, and what it decided to get there. Nothing of it has been done. */
export interface Decision {
  readonly standing: TableStanding
  readonly facts: readonly TokenFact[]
}

/** How a machine begins. */
export function begin(machine: TokenMachine, input: TokenInput): Decision {
  const table = tableOf(machine)
  const [state, effects] = table.initial(input)
  return { standing: new TableStanding(machine, table, state), facts: factsIn(effects) }
}

/** What a machine makes of an event. One that changes nothing leaves it in the standing it is in. */
export function decide(before: TableStanding, event: TokenEvent): Decision {
  const { machine, table, compiled } = before
  const [state, effects] = table.step(compiled, event)
  const standing = state === compiled ? before : new TableStanding(machine, table, state)
  return { standing, facts: factsIn(effects) }
}

const none: readonly TokenFact[] = Object.freeze([])

function factsIn(effects: readonly Effect<TokenFact>[]): readonly TokenFact[] {
  let facts: TokenFact[] | undefined
  for (const effect of effects) {
    if (effect.type !== 'emit') continue
    if (facts) facts.push(effect.fact)
    else facts = [effect.fact]
  }
  return facts ?? none
}
