/** So many pairs are remembered: an answer to an attempt older than that is of no use to anybody. */
const keptPairs = 1000

/** Which number of the other history stands for a number of the recorded one. */
export class Counterparts {
  readonly #pairs = new Map<number, number>()

  pair(recorded: number, other: number): void {
    this.#pairs.set(recorded, other)
    const [oldest] = this.#pairs.keys()
    if (this.#pairs.size > keptPairs && oldest !== undefined) this.#pairs.delete(oldest)
  }

  of(recorded: number): number | undefined {
    return this.#pairs.get(recorded)
  }
}
