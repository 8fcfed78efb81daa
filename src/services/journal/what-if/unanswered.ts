import type { RefreshRequested } from '../../../machines/facts.ts'
import type { OtherStep } from './other-course.ts'

/** So many of them are told. */
const kept = 100

/** The attempts of the other history that no record answers. */
export class Unanswered {
  readonly #attempts = new Map<number, RefreshRequested>()

  take({ event, facts }: OtherStep): void {
    if (event?.type === 'refresh.succeeded' || event?.type === 'refresh.failed') {
      this.#attempts.delete(event.attempt)
    }
    for (const fact of facts) if (fact.type === 'refresh.requested') this.#add(fact)
  }

  get last(): readonly RefreshRequested[] {
    return [...this.#attempts.values()]
  }

  #add(fact: RefreshRequested): void {
    this.#attempts.set(fact.attempt, fact)
    const [oldest] = this.#attempts.keys()
    if (this.#attempts.size > kept && oldest !== undefined) this.#attempts.delete(oldest)
  }
}
