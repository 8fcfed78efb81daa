/** How values of one kind are spread. */
export interface Distribution {
  readonly count: number
  readonly min: number
  readonly max: number
  readonly mean: number
  /** A value that half of them do not exceed; exact to 1 part in 32, as are the others. */
  readonly p50: number
  readonly p90: number
  readonly p99: number
}

/** Buckets in each doubling: what bounds the error of a percentile, and the memory. */
const bucketsPerDoubling = 32

/** Takes any number of values that are not negative, and keeps a few hundred numbers. */
export class Spread {
  #count = 0
  #sum = 0
  #min = Infinity
  #max = -Infinity
  readonly #buckets = new Map<number, number>()

  add(value: number): void {
    this.#count++
    this.#sum += value
    this.#min = Math.min(this.#min, value)
    this.#max = Math.max(this.#max, value)
    const bucket = Math.ceil(Math.log2(Math.max(value, 0) + 1) * bucketsPerDoubling)
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + 1)
  }

  /** @returns null if there were no values */
  summary(): Distribution | null {
    if (this.#count === 0) return null
    return {
      count: this.#count,
      min: this.#min,
      max: this.#max,
      mean: this.#sum / this.#count,
      p50: this.#percentile(0.5),
      p90: this.#percentile(0.9),
      p99: this.#percentile(0.99),
    }
  }

  #percentile(part: number): number {
    let left = Math.ceil(this.#count * part)
    for (const [bucket, count] of [...this.#buckets].sort(([a], [b]) => a - b)) {
      left -= count
      if (left <= 0) return Math.min(this.#max, 2 ** (bucket / bucketsPerDoubling) - 1)
    }
    return this.#max
  }
}
