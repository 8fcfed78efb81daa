import type { TokenEvent } from '../../../machines/events.ts'
import type { TokenFact } from '../../../machines/facts.ts'
import type { Policy } from '../../../machines/token-life.ts'
import type { Ledger } from '../../traces/ledger.ts'

/** An event that is about to be told, and where the machine stands. */
export interface Situation {
  /** The state before the event, as a path: `valid.idle`. */
  readonly from: string
  /** What is known before the event. */
  readonly before: Ledger
  readonly event: TokenEvent
}

/** What an event is to come to. */
export interface Outcome {
  readonly facts: readonly TokenFact[]
  /** The state after it, as a path. */
  readonly state: string
}

/** What a row says of one kind of situation. */
export interface RowCase {
  /** A name of its own among all cases of all rows. */
  readonly name: string
  readonly on: readonly TokenEvent['type'][]
  /** Left out: under both. */
  readonly policy?: Policy
  /** Only where points do not overlap the attempt in flight. */
  readonly overlap?: 'join'
  /** Whether it speaks of this situation; that the event is one of `on`, and the machine is live, is given. */
  applies(situation: Situation): boolean
  outcome(situation: Situation): Outcome
}

/** A row of the machine's table: as it stands in the docs, and as something to check. */
export interface Row {
  readonly in: string
  readonly when: string
  readonly then: string
  readonly cases: readonly RowCase[]
}

/** A case of one type of event, which its functions are given as what it is. */
export function caseOf<Type extends TokenEvent['type']>(
  on: Type | readonly Type[],
  name: string,
  rest: {
    readonly policy?: Policy
    readonly overlap?: 'join'
    readonly applies: (at: SituationOf<Type>) => boolean
    readonly outcome: (at: SituationOf<Type>) => Outcome
  },
): RowCase {
  return { name, on: Array.isArray(on) ? on : [on], ...rest } as RowCase
}

export type SituationOf<Type extends TokenEvent['type']> = Situation & {
  readonly event: Extract<TokenEvent, { type: Type }>
}
