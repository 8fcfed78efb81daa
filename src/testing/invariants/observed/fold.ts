import { compile } from '../../../machines/compile/index.ts'
import type { TokenContext } from '../../../machines/context.ts'
import type { TokenEvent } from '../../../machines/events.ts'
import type { TokenFact } from '../../../machines/facts.ts'
import { machineOf } from '../../../machines/facts-only.ts'
import type { Policy } from '../../../machines/token-life.ts'
import { isSameData } from '../../traces/same-data.ts'
import type { Opening, TraceEntry } from '../../traces/trace.ts'

const compiled = (policy: Policy) => compile(machineOf[policy])
const tables: Partial<Record<Policy, ReturnType<typeof compiled>>> = {}

/** The machine, folded over a history without a clock, effects or an actor, as a replay does. */
export class Fold {
  readonly #table: ReturnType<typeof compiled>
  #state: ReturnType<ReturnType<typeof compiled>['initial']>[0]

  constructor({ policy, input }: Opening) {
    tables[policy] ??= compiled(policy)
    this.#table = tables[policy]
    ;[this.#state] = this.#table.initial(input)
  }

  get path(): string {
    return this.#state.path
  }

  get context(): TokenContext {
    return this.#state.context
  }

  /** Takes one event. @returns the facts */
  take(event: TokenEvent): readonly TokenFact[] {
    const [state, effects] = this.#table.step(this.#state, event)
    this.#state = state
    return effects.flatMap((effect) => (effect.type === 'emit' ? [effect.fact] : []))
  }

  /** Stores where it stands as JSON, and goes on from there. */
  checkpoint(): void {
    this.#state = JSON.parse(JSON.stringify(this.#state))
  }

  /** Takes an entry's event. @returns how what it decides differs from what the entry says; or nothing */
  differs({ event, facts, state }: TraceEntry, told: TokenEvent = event): string | undefined {
    const decided = this.take(told)
    if (!isSameData(decided, facts)) return `it decides ${listed(decided)} instead of ${listed(facts)}`
    return this.path === state ? undefined : `it comes to ${this.path} instead of ${state}`
  }
}

const listed = (facts: readonly TokenFact[]): string => facts.map(({ type }) => type).join(', ') || 'nothing'
