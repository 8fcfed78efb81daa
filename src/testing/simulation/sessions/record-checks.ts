import type { TokenContext } from '../../../machines/context.ts'
import { deadlineOf } from '../../../machines/deadline.ts'
import type { TokenEvent } from '../../../machines/events.ts'
import type { RefreshRequested } from '../../../machines/facts.ts'
import type { JournalRecord } from '../../../services/journal/record.ts'
import { type Step, StreamReplay } from '../../../services/journal/replay-stream.ts'
import { step } from '../../deciders/decider.ts'
import { modelDecider } from '../../deciders/model/model.ts'
import type { ModelState } from '../../deciders/model/model-state.ts'
import { type DecisionInvariantName, decisionInvariants } from '../../invariants/decision-invariants.ts'
import { enter, type Ledger, openLedger } from '../../traces/ledger.ts'
import { BrokenPromise } from '../broken-promise.ts'
import { disagreement } from '../core/agreement.ts'
import type { SessionTally } from './promises.ts'
import { leaks } from './tokens.ts'

const names = Object.keys(decisionInvariants) as DecisionInvariantName[]

/** One record in so many is searched for pieces of tokens; in a file, all of them are. */
export const searchOneIn = 64

/** Checks a stream as its records are acknowledged: all invariants, the model, and the fold, on every one. */
export class RecordChecks {
  readonly #tally: SessionTally
  readonly #checks = names.map((name) => [name, decisionInvariants[name].begin()] as const)
  readonly #replay = new StreamReplay()
  #model: ModelState | undefined
  #ledger: Ledger | undefined
  #path = 'valid.idle'
  #index = 0
  #isClosed = false
  /** The attempts that were announced: the callback must have been told the same. Whoever has compared one deletes it. */
  readonly requested = new Map<number, RefreshRequested>()

  constructor(tally: SessionTally) {
    this.#tally = tally
  }

  /** Where the records end; `undefined` before the first. */
  get last(): Step | undefined {
    return this.#replay.last
  }

  /** What follows from the records. */
  get ledger(): Ledger | undefined {
    return this.#ledger
  }

  get context(): TokenContext | undefined {
    return this.last?.after.context
  }

  /** When something is due next, by the fold, ms since the epoch. */
  get nextDeadlineMs(): number | undefined {
    const { last } = this
    return last && last.after.status === 'active' ? (deadlineOf(last.after.context) ?? undefined) : undefined
  }

  /** @throws BrokenPromise */
  take(record: JournalRecord): void {
    const { event } = record
    const { after, facts } = this.#folded(record)
    this.#tally.steps++
    if (this.#isClosed && event.type !== 'session.resumed' && event.type !== 'deadline.reached')
      throw new BrokenPromise('the-end-is-the-end', `${event.type} was recorded after session.closed`)
    this.#isClosed = event.type === 'session.closed'
    if (record.version % searchOneIn === 0) this.#search(record)
    if (event.type === 'session.opened') {
      const opening = { policy: record.policy, input: event.input }
      this.#model = modelDecider.initial(opening)
      this.#ledger = openLedger(opening)
    } else if (event.type !== 'session.closed') this.#judge(record, event, facts, after.state)
    if (after.state !== record.state)
      throw new BrokenPromise('fold-is-live', `${event.type} leads to ${after.state}, not ${record.state}`)
  }

  #folded(record: JournalRecord): Step {
    try {
      return this.#replay.take(record)
    } catch (error) {
      throw new BrokenPromise('records-are-gapless', `it does not replay: ${(error as Error).message}`)
    }
  }

  #judge(record: JournalRecord, event: TokenEvent, facts: Step['facts'], state: string): void {
    const before = this.#ledger as Ledger
    this.#tally.coverage.count(this.#path, event.type, this.#tally.under)
    this.#path = state
    const after = enter(before, event, record.facts)
    this.#ledger = after
    const nextDeadlineMs = this.nextDeadlineMs ?? null
    const entry = {
      event,
      facts: record.facts,
      state: record.state,
      nextDeadlineMs,
      index: this.#index++,
      before,
      after,
    }
    for (const [name, check] of this.#checks) {
      const message = check(entry)
      if (message !== undefined) throw new BrokenPromise(name, message)
    }
    const model = step(modelDecider, this.#model as ModelState, event)
    this.#model = model.state
    const differs = disagreement(entry, model.entry)
    if (differs) throw new BrokenPromise('as-the-table', differs)
    if (facts.length !== record.facts.length)
      throw new BrokenPromise(
        'fold-is-live',
        `${event.type} causes ${facts.length} facts when it is replayed`,
      )
    for (const fact of record.facts) {
      if (fact.type !== 'refresh.requested') continue
      this.requested.set(fact.attempt, fact)
    }
  }

  #search(record: JournalRecord): void {
    this.#tally.checked('no-secret-leaves')
    if (leaks(JSON.stringify(record)))
      throw new BrokenPromise('no-secret-leaves', `a ${record.type} record holds a piece of a token`)
  }
}

/** In what two memories differ, for people; nothing if they are the same. */
export function differenceIn(live: TokenContext, folded: TokenContext): string | undefined {
  for (const key in live) {
    const name = key as keyof TokenContext
    if (live[name] !== folded[name])
      return `${name} is ${live[name]}, and by its records it is ${folded[name]}`
  }
  return undefined
}
