import { nextDeadlineMs } from '../../../machines/deadline.ts'
import type { TokenEvent } from '../../../machines/events.ts'
import type { RefreshRequested, TokenFact } from '../../../machines/facts.ts'
import { machineOf } from '../../../machines/facts-only.ts'
import { isReached } from '../../../machines/points.ts'
import type { Policy } from '../../../machines/token-life.ts'
import type { TokenMachine, TokenSnapshot } from '../../../machines/token-machine.ts'
import { begin, decide } from '../decision.ts'
import type { Step } from '../replay-stream.ts'
import { Counterparts } from './counterparts.ts'

/** What the other history made of a record; or of a deadline of its own, which goes before the record. */
export interface OtherStep {
  /** Absent: the event did not come about, because what it followed from did not. */
  readonly event?: TokenEvent
  /** Whether the recorded history knows nothing of it. */
  readonly isOwn: boolean
  readonly facts: readonly TokenFact[]
  readonly snapshot: TokenSnapshot
}

/**
 * The course that a recorded session takes under another policy, told the same by the world. What the world said
 * to decisions of the recorded history is said to those of this one that stand for them, and else not at all:
 * attempts that only this history makes are not answered.
 */
export class OtherCourse {
  readonly #machine: TokenMachine
  readonly #attempts = new Counterparts()
  readonly #generations = new Counterparts()
  #snapshot: TokenSnapshot | undefined
  #atMs = -Infinity
  /** The last attempt before the last record. */
  #attemptBefore = 0

  constructor(policy: Policy) {
    this.#machine = machineOf[policy]
  }

  /** @param step the recorded history's; the first is its opening */
  take(step: Step): OtherStep[] {
    const { event, atMs } = step.record
    if (event.type === 'session.opened') {
      this.#generations.pair(0, 0)
      return [this.#move({ isOwn: false, ...begin(this.#machine, event.input) }, atMs)]
    }
    const own = this.#ownDeadlines(step)
    const said = event.type === 'session.closed' || !this.#isLive ? undefined : this.#translate(event, step)
    const before = this.#now
    const decision = said
      ? { event: said, ...decide(this.#machine, before, said) }
      : { facts: [], snapshot: before }
    this.#attemptBefore = before.context.lastAttempt
    this.#match(step, decision.facts, decision.snapshot)
    return [...own, this.#move({ isOwn: false, ...decision }, atMs)]
  }

  get #now(): TokenSnapshot {
    return this.#snapshot as TokenSnapshot
  }

  get #isLive(): boolean {
    return this.#now.status === 'active'
  }

  #move(step: OtherStep, atMs: number): OtherStep {
    this.#snapshot = step.snapshot
    this.#atMs = Math.max(atMs, this.#atMs)
    return step
  }

  /** What falls due in this history alone, on time; what is due in both is as late as it was. */
  #ownDeadlines({ record, before }: Step): OtherStep[] {
    const steps: OtherStep[] = []
    const recordedMs = (before && nextDeadlineMs(before)) ?? Infinity
    for (let dueMs = this.#dueMs; dueMs < recordedMs && isReached(dueMs, record.atMs); dueMs = this.#dueMs) {
      const event = { type: 'deadline.reached', atMs: Math.max(dueMs, this.#atMs) } as const
      steps.push(this.#move({ event, isOwn: true, ...decide(this.#machine, this.#now, event) }, event.atMs))
    }
    return steps
  }

  get #dueMs(): number {
    return nextDeadlineMs(this.#now) ?? Infinity
  }

  /** The event in the numbers of this history; undefined if it cannot have come about. */
  #translate(event: TokenEvent, { before }: Step): TokenEvent | undefined {
    const lastRecorded = before?.context.lastAttempt ?? 0
    if (event.type === 'session.resumed') {
      // What fell due before the restart was noticed is not lost: it is asked after it.
      const isLater = event.attempt < lastRecorded
      return { ...event, attempt: isLater ? this.#attemptBefore : this.#now.context.lastAttempt }
    }
    if (event.type === 'api.rejected') {
      const generation = this.#generations.of(event.generation)
      return generation === undefined ? undefined : { ...event, generation }
    }
    if (event.type !== 'refresh.succeeded' && event.type !== 'refresh.failed') return event
    // An answer to a question that was never asked is as strange here as it was there.
    const strangeBy = event.attempt - lastRecorded
    const attempt =
      strangeBy > 0 ? this.#now.context.lastAttempt + strangeBy : this.#attempts.of(event.attempt)
    return attempt === undefined ? undefined : { ...event, attempt }
  }

  /** Remembers which attempts and which tokens of both histories are the same. */
  #match({ record }: Step, facts: readonly TokenFact[], { context }: TokenSnapshot): void {
    const recorded = requestIn(record.facts)
    const requested =
      requestIn(facts)?.attempt ?? (context.inFlight === null ? undefined : context.lastAttempt)
    // Where this history has asked already, what was answered there is taken for the answer here.
    if (recorded && requested !== undefined) this.#attempts.pair(recorded.attempt, requested)
    const adopted = record.facts.find((fact) => fact.type === 'token.adopted')
    const isAdopted = facts.some(({ type }) => type === 'token.adopted')
    if (adopted && isAdopted) this.#generations.pair(adopted.generation, context.generation)
  }
}

const requestIn = (facts: readonly TokenFact[]): RefreshRequested | undefined =>
  facts.find((fact) => fact.type === 'refresh.requested')
