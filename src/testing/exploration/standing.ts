import type { TokenEvent } from '../../machines/events.ts'
import type { Decider } from '../deciders/decider.ts'
import { enter, type Ledger, type LedgerEntry, openLedger } from '../traces/ledger.ts'
import type { Opening } from '../traces/trace.ts'

/** A decider of any state. */
// biome-ignore lint/suspicious/noExplicitAny: each is given back only the states that it made itself
export type AnyDecider = Decider<any>

/** Where several deciders stand that were told the same; the first of them is explored. */
export interface Standing {
  readonly states: readonly unknown[]
  /** The first one's state as a path. */
  readonly path: string
  /** When, by the first one, something is due. */
  readonly dueAtMs: number | null
  readonly known: Ledger
}

/** A step of all of them: what the first decided, and what the others did. */
export interface StandingStep {
  readonly after: Standing
  /** As of a trace, alone: its index is 0. */
  readonly entry: LedgerEntry & { readonly from: string }
  readonly others: readonly Pick<LedgerEntry, 'facts' | 'state' | 'nextDeadlineMs'>[]
}

export function openStanding(deciders: readonly AnyDecider[], opening: Opening): Standing {
  const states = deciders.map((decider) => decider.initial(opening))
  const [first] = deciders
  return {
    states,
    path: first?.path(states[0]) ?? '',
    dueAtMs: first?.nextDeadlineMs(states[0]) ?? null,
    known: openLedger(opening),
  }
}

export function tellAll(deciders: readonly AnyDecider[], before: Standing, event: TokenEvent): StandingStep {
  const states: unknown[] = []
  const said = deciders.map((decider, index) => {
    const { state, facts } = decider.decide(before.states[index], event)
    states.push(state)
    return { facts, state: decider.path(state), nextDeadlineMs: decider.nextDeadlineMs(state) }
  })
  const [{ facts, state, nextDeadlineMs }, ...others] = said as [(typeof said)[0], ...typeof said]
  const known = enter(before.known, event, facts)
  return {
    after: { states, path: state, dueAtMs: nextDeadlineMs, known },
    entry: {
      index: 0,
      event,
      facts,
      state,
      nextDeadlineMs,
      before: before.known,
      after: known,
      from: before.path,
    },
    others,
  }
}
