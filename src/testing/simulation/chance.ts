/** What a chance is made from, beside the seed: names and numbers that tell it from every other. */
export type Label = number | string

/**
 * Chance from a seed: the same draws for the same seed and labels, on any machine. It is sfc32, in whole numbers of
 * 32 bits: no logarithm, no power, nothing that an engine may round its own way.
 *
 * @example new Chance(42, 'life', 7).below(6)
 */
export class Chance {
  readonly #seed: number
  readonly #labels: readonly Label[]
  #a: number
  #b: number
  #c: number
  #counter = 1

  /** @param seed a whole number; its lower 53 bits count */
  constructor(seed: number, ...labels: readonly Label[]) {
    this.#seed = seed
    this.#labels = labels
    // Each part ends with its length: ('ab', 'c') is not ('a', 'bc'), and 1 is not '1'.
    const text = [seed, ...labels].map((part) => `${typeof part}:${part}:${String(part).length}`).join()
    this.#a = hash(text, 0x9e3779b9)
    this.#b = hash(text, 0x85ebca6b)
    this.#c = hash(text, 0xc2b2ae35)
    // The first draws of sfc32 still show what it was seeded with.
    for (let i = 0; i < 12; i++) this.#next()
  }

  /** A whole number from 0, below `n`. @param n 1 to 2^53 */
  below(n: number): number {
    if (n <= 4294967296) return Math.floor((this.#next() * n) / 4294967296)
    const high = this.#next() >>> 11
    return (high * 4294967296 + this.#next()) % n
  }

  /** A whole number, both ends included. */
  between(min: number, max: number): number {
    return min + this.below(max - min + 1)
  }

  /** True once in `n` times. */
  oneIn(n: number): boolean {
    return this.below(n) === 0
  }

  /** One of a list. @throws RangeError for an empty one */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('There is nothing to pick from.')
    return list[this.below(list.length)] as T
  }

  /** One of several, each as often as its weight says. @throws RangeError if no weight is over 0 */
  weighted<T>(choices: readonly (readonly [weight: number, value: T])[]): T {
    let total = 0
    for (const [weight] of choices) total += weight
    if (total <= 0) throw new RangeError('There is nothing to choose from.')
    let left = this.below(total)
    for (const [weight, value] of choices) {
      if (left < weight) return value
      left -= weight
    }
    throw new RangeError('Weights are whole numbers, 0 or more.')
  }

  /** Another chance, of the same seed. What was drawn here makes no difference to it. */
  fork(...labels: readonly Label[]): Chance {
    return new Chance(this.#seed, ...this.#labels, ...labels)
  }

  #next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }
}

/** FNV-1a, and the last mixing of murmur3. */
function hash(text: string, from: number): number {
  let mixed = from | 0
  for (let i = 0; i < text.length; i++) mixed = Math.imul(mixed ^ text.charCodeAt(i), 0x01000193)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) | 0
}
