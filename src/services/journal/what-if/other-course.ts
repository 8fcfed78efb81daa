import { nextDeadlineMs } from '../../../machines/deadline.ts'
import type { TokenEvent } from '../../../machines/events.ts'
import type { TokenFact } from '../../../machines/facts.ts'
import { machineOf } from '../../../machines/facts-only.ts'
import { isReached } from '../../../machines/points.ts'
import type { Policy } from '../../../machines/token-life.ts'
import type { TokenMachine } from '../../../machines/token-machine.ts'
import { begin, decide } from '../decision.ts'
import type { Step } from '../replay-stream.ts'
import type { TableStanding } from '../standing.ts'
import { Correspondence } from './correspondence.ts'

/** What the other history made of a record; or of a deadline of its own, which goes before the record. */
export interface OtherStep {
  /** Absent: the event did not come about, because what it followed from did not. */
  readonly event?: TokenEvent
  /** Whether the recorded history knows nothing of it. */
  readonly isOwn: boolean
  readonly facts: readonly TokenFact[]
  readonly standing: TableStanding
}

/**
 * The course that a recorded session takes under another policy, told the same by the world. What the world said
 * to decisions of the recorded history is said to those of this one that stand for them, and else not at all:
 * attempts that only this history makes are not answered.
 */
export class OtherCourse {
  readonly #machine: TokenMachine
  readonly #same = new Correspondence()
  #standing: TableStanding | undefined
  #atMs = -Infinity

  constructor(policy: Policy) {
    this.#machine = machineOf[policy]
  }

  /** @param step the recorded history's; the first is its opening */
  take(step: Step): OtherStep[] {
    const { event, atMs } = step.record
    if (event.type === 'session.opened') {
      return [this.#move({ isOwn: false, ...begin(this.#machine, event.input) }, atMs)]
    }
    const own = this.#ownDeadlines(step)
    const before = this.#now
    const isTold = event.type !== 'session.closed' && before.status === 'active'
    const said = isTold ? this.#same.translate(event, step, before.context) : undefined
    const decision = said ? { event: said, ...decide(before, said) } : { facts: [], standing: before }
    this.#same.match(step.record, before.context, decision)
    return [...own, this.#move({ isOwn: false, ...decision }, atMs)]
  }

  get #now(): TableStanding {
    return this.#standing as TableStanding
  }

  #move(step: OtherStep, atMs: number): OtherStep {
    this.#standing = step.standing
    this.#atMs = Math.max(atMs, this.#atMs)
    return step
  }

  /** What falls due in this history alone, on time; what is due in both is as late as it was. */
  #ownDeadlines({ record, before }: Step): OtherStep[] {
    const steps: OtherStep[] = []
    const recordedMs = (before && nextDeadlineMs(before)) ?? Infinity
    for (let dueMs = this.#dueMs; dueMs < recordedMs && isReached(dueMs, record.atMs); dueMs = this.#dueMs) {
      const event = { type: 'deadline.reached', atMs: Math.max(dueMs, this.#atMs) } as const
      steps.push(this.#move({ event, isOwn: true, ...decide(this.#now, event) }, event.atMs))
    }
    return steps
  }

  get #dueMs(): number {
    return nextDeadlineMs(this.#now) ?? Infinity
  }
}
