/** The first and the last of many things; those between are counted only. A history may be any length. */
export class Window<Thing> {
  count = 0
  readonly #firstLimit: number
  readonly #lastLimit: number
  readonly #first: Thing[] = []
  readonly #last: Thing[] = []

  constructor(firstLimit: number, lastLimit: number) {
    this.#firstLimit = firstLimit
    this.#lastLimit = lastLimit
  }

  add(thing: Thing): void {
    this.count++
    if (this.#first.length < this.#firstLimit) {
      this.#first.push(thing)
      return
    }
    this.#last.push(thing)
    if (this.#last.length > this.#lastLimit) this.#last.shift()
  }

  get first(): readonly Thing[] {
    return this.#first
  }

  get last(): readonly Thing[] {
    return this.#last
  }

  /** How many between the first and the last are not kept. */
  get leftOut(): number {
    return this.count - this.#first.length - this.#last.length
  }
}
