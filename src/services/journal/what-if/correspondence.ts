import type { TokenContext } from '../../../machines/context.ts'
import type { TokenEvent } from '../../../machines/events.ts'
import type { RefreshRequested, TokenFact } from '../../../machines/facts.ts'
import type { Decision } from '../decision.ts'
import type { JournalRecord } from '../record.ts'
import type { Step } from '../replay-stream.ts'
import { Counterparts } from './counterparts.ts'

/** Which attempts and which tokens of two histories are the same, though their numbers are not. */
export class Correspondence {
  readonly #attempts = new Counterparts()
  readonly #generations = new Counterparts()
  /** For each attempt of the recorded history, the last one of the other before it. */
  readonly #attemptsBefore = new Counterparts()

  constructor() {
    this.#generations.pair(0, 0)
  }

  /**
   * A recorded event in the numbers of the other history; undefined if it cannot have come about there. What is
   * strange in the one, such as an answer to an attempt never made, is as strange in the other.
   */
  translate(event: TokenEvent, { before }: Step, other: TokenContext): TokenEvent | undefined {
    const recorded = before?.context
    if (event.type === 'session.resumed') {
      // What was asked after the restart is not lost.
      const attempt = this.#attemptsBefore.of(event.attempt + 1) ?? other.lastAttempt
      return { ...event, attempt }
    }
    if (event.type === 'api.rejected') {
      const strangeBy = event.generation - (recorded?.generation ?? 0)
      const generation = strangeBy > 0 ? other.generation + strangeBy : this.#generations.of(event.generation)
      return generation === undefined ? undefined : { ...event, generation }
    }
    if (event.type !== 'refresh.succeeded' && event.type !== 'refresh.failed') return event
    const strangeBy = event.attempt - (recorded?.lastAttempt ?? 0)
    const attempt = strangeBy > 0 ? other.lastAttempt + strangeBy : this.#attempts.of(event.attempt)
    return attempt === undefined ? undefined : { ...event, attempt }
  }

  /** Remembers what both histories made of a record. */
  match({ facts: recordedFacts }: JournalRecord, before: TokenContext, { facts, standing }: Decision): void {
    const { inFlight, lastAttempt, generation } = standing.context
    const recorded = requestIn(recordedFacts)
    if (recorded) {
      this.#attemptsBefore.pair(recorded.attempt, before.lastAttempt)
      // Where the other history has asked already, what was answered here is taken for the answer there.
      const requested = requestIn(facts)?.attempt ?? (inFlight === null ? undefined : lastAttempt)
      if (requested !== undefined) this.#attempts.pair(recorded.attempt, requested)
    }
    const adopted = recordedFacts.find((fact) => fact.type === 'token.adopted')
    const isAdopted = facts.some(({ type }) => type === 'token.adopted')
    if (adopted && isAdopted) this.#generations.pair(adopted.generation, generation)
  }
}

const requestIn = (facts: readonly TokenFact[]): RefreshRequested | undefined =>
  facts.find((fact) => fact.type === 'refresh.requested')
