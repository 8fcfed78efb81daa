import type { Coming } from './callback.ts'

/** What is on its way to a session. */
export class Arrivals {
  #coming: Coming[] = []

  add(...coming: readonly Coming[]): void {
    this.#coming.push(...coming)
  }

  /** What comes next; of several that come at once, the one that set out first. */
  get first(): Coming | undefined {
    let first: Coming | undefined
    for (const coming of this.#coming) if (first === undefined || coming.atMs < first.atMs) first = coming
    return first
  }

  /** It has arrived. */
  remove(coming: Coming): void {
    this.#coming.splice(this.#coming.indexOf(coming), 1)
  }

  /** All of it comes later by so much; sooner, if that is negative, ms. */
  delay(byMs: number): void {
    for (const coming of this.#coming) coming.atMs += byMs
  }

  /** The process has ended: nobody waits for the answers of its attempts. What the platform says comes all the same. */
  loseAnswers(): void {
    this.#coming = this.#coming.filter(({ kind }) => kind === 'rejection')
  }

  loseAll(): void {
    this.#coming = []
  }
}
