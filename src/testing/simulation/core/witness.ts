import type { TokenEvent } from '../../../machines/events.ts'
import type { TokenFact } from '../../../machines/facts.ts'
import { modelDecider } from '../../deciders/model/model.ts'
import type { ModelState } from '../../deciders/model/model-state.ts'
import { type DecisionInvariantName, decisionInvariants } from '../../invariants/decision-invariants.ts'
import type { EntryCheck } from '../../invariants/invariant.ts'
import { enter, type Ledger, type LedgerEntry, openLedger } from '../../traces/ledger.ts'
import type { Opening } from '../../traces/trace.ts'
import { BrokenPromise } from '../broken-promise.ts'
import { disagreement } from './agreement.ts'
import type { SimulatedDecider } from './compiled-decider.ts'
import type { CorePromise, Tally } from './tally.ts'

/** Told every so many steps, a piece of the history is folded again from a stored state. */
const foldEvery = 512
const foldLength = 24

/**
 * One session of a decider, watched: each event is told to it and to the model, and what comes of it is held against
 * the model and every invariant.
 */
export class Witness<State> {
  readonly opening: Opening
  readonly tally: Tally
  /** What a host knows. */
  ledger: Ledger
  /** As the decider has it. */
  nextDeadlineMs: number | null
  /** The state before the next event. */
  path: string
  /** Failures of attempts in flight since the last adoption. */
  failures = 0
  /** Generations rejected one after the other. */
  rejectedInARow = 0
  #decider: SimulatedDecider<State>
  #state: State
  #model: ModelState
  #index = 0
  readonly #checks: readonly { readonly name: DecisionInvariantName; readonly check: EntryCheck }[]
  #stored: { readonly text: string; readonly events: TokenEvent[] } | undefined

  constructor(decider: SimulatedDecider<State>, opening: Opening, tally: Tally) {
    this.opening = opening
    this.tally = tally
    this.ledger = openLedger(opening)
    this.#decider = decider
    this.#state = this.#asked(() => decider.initial(opening))
    this.#model = modelDecider.initial(opening)
    this.path = decider.path(this.#state)
    this.nextDeadlineMs = decider.nextDeadlineMs(this.#state)
    this.#checks = (Object.keys(decisionInvariants) as DecisionInvariantName[]).map((name) => ({
      name,
      check: decisionInvariants[name].begin(),
    }))
    tally.sessions++
    if (tally.record) tally.record.length = 0
  }

  /** Something is due by then. */
  isDue(atMs: number): boolean {
    return this.nextDeadlineMs !== null && this.nextDeadlineMs <= atMs && !this.ledger.isKicked
  }

  /**
   * Tells one event.
   *
   * @returns the facts it caused
   * @throws BrokenPromise
   */
  tell(event: TokenEvent): readonly TokenFact[] {
    const { tally, ledger: before } = this
    tally.steps++
    tally.coverage.count(this.path, event.type, tally.under)
    if (tally.record && !tally.isSilent) tally.record.push({ event, before })

    tally.watch.onEvent?.(event)
    const entry = this.#decide(event)
    tally.watch.onEntry?.(entry)
    const { facts, state, nextDeadlineMs, after } = entry
    for (const { name, check } of this.#checks) {
      const message = check(entry)
      if (message !== undefined) throw new BrokenPromise(name, message + this.#alsoBroken(entry, name))
    }
    if (event.type === 'deadline.reached') {
      tally.checked('deadlines-pass')
      if (nextDeadlineMs !== null && nextDeadlineMs <= event.atMs)
        throw new BrokenPromise('deadlines-pass', 'a deadline was reached, and it is still due')
    }
    const message = this.#disagreement(entry)
    if (message !== undefined) throw new BrokenPromise('as-the-table', message)

    this.ledger = after
    this.path = state
    this.nextDeadlineMs = nextDeadlineMs
    this.#count(event, facts, before)
    this.#fold(event)
    return facts
  }

  /** Its process ends here, and another goes on from what was stored. */
  restart(decider: SimulatedDecider<State> = this.#decider): void {
    if (!this.#decider.persist || !decider.restore) return
    const { tally, ledger: before } = this
    if (tally.record && !tally.isSilent) tally.record.push({ restart: true, before })
    tally.checked('rehydration-is-sleep')
    const text = this.#decider.persist(this.#state)
    const state = this.#asked(() => decider.restore?.(text) as State)
    if (decider.path(state) !== this.path || decider.nextDeadlineMs(state) !== this.nextDeadlineMs)
      throw new BrokenPromise(
        'rehydration-is-sleep',
        'after a restart another state is there than was stored',
      )
    if (decider.persist?.(state) !== text)
      throw new BrokenPromise('rehydration-is-sleep', 'what was stored and restored is stored otherwise')
    this.#decider = decider
    this.#state = state
    this.#stored = undefined
  }

  /** Tells a whole history to the decider again, with nothing between, and compares where it ends. */
  checkFold(events: readonly TokenEvent[]): void {
    this.#compareFold(this.#decider.initial(this.opening), events)
  }

  #decide(event: TokenEvent): LedgerEntry & { readonly nextDeadlineMs: number | null } {
    const { ledger: before } = this
    try {
      const { state, facts } = this.#decider.decide(this.#state, event)
      this.#state = state
      return {
        event,
        facts,
        state: this.#decider.path(state),
        nextDeadlineMs: this.#decider.nextDeadlineMs(state),
        index: this.#index++,
        before,
        after: enter(before, event, facts),
      }
    } catch (error) {
      throw new BrokenPromise('never-throws', `it threw ${inWords(error)}`)
    }
  }

  #disagreement(entry: LedgerEntry): string | undefined {
    const { state, facts } = modelDecider.decide(this.#model, entry.event)
    this.#model = state
    return disagreement(entry, {
      event: entry.event,
      facts,
      state: modelDecider.path(state),
      nextDeadlineMs: modelDecider.nextDeadlineMs(state),
    })
  }

  /** Often one mistake breaks several promises; the first is told, and the others are named. */
  #alsoBroken(entry: LedgerEntry, first: CorePromise): string {
    const later = this.#checks.slice(this.#checks.findIndex(({ name }) => name === first) + 1)
    const broken: CorePromise[] = later
      .filter(({ check }) => check(entry) !== undefined)
      .map(({ name }) => name)
    if (this.#disagreement(entry) !== undefined) broken.push('as-the-table')
    return broken.length === 0 ? '' : ` (Also broken by it: ${broken.join(', ')}.)`
  }

  /** What a host with a backoff counts. */
  #count(event: TokenEvent, facts: readonly TokenFact[], before: Ledger): void {
    const isResult = event.type === 'refresh.failed' || event.type === 'refresh.succeeded'
    if (isResult && event.attempt === before.inFlight?.attempt) this.failures++
    for (const { type } of facts) {
      if (type === 'token.rejected') this.rejectedInARow++
      if (type !== 'token.adopted') continue
      this.failures = 0
      if (!before.isRejected) this.rejectedInARow = 0
    }
  }

  #fold(event: TokenEvent): void {
    if (!this.#decider.persist) return
    if (this.#stored) {
      this.#stored.events.push(event)
      if (this.#stored.events.length < foldLength) return
      const { text, events } = this.#stored
      this.#stored = undefined
      this.#compareFold(
        this.#asked(() => this.#decider.restore?.(text) as State),
        events,
      )
    } else if (this.#index % foldEvery === 0) {
      this.#stored = { text: this.#decider.persist(this.#state), events: [] }
    }
  }

  #compareFold(from: State, events: readonly TokenEvent[]): void {
    const { persist } = this.#decider
    this.tally.checked('fold-is-live')
    const state = this.#asked(() =>
      events.reduce((folded, event) => this.#decider.decide(folded, event).state, from),
    )
    const isSame = persist
      ? persist(state) === persist(this.#state)
      : this.#decider.path(state) === this.path && this.#decider.nextDeadlineMs(state) === this.nextDeadlineMs
    if (!isSame) throw new BrokenPromise('fold-is-live', 'the history, told again, ends in another state')
  }

  #asked<T>(ask: () => T): T {
    try {
      return ask()
    } catch (error) {
      throw new BrokenPromise('never-throws', `it threw ${inWords(error)}`)
    }
  }
}

const inWords = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error)
