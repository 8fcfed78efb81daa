/** Which mutant is on, and which code was run. */
export class Switch {
  #on: string | undefined
  #hits = 0
  #mostHits = Infinity
  #counts: Map<string, number> | undefined

  /** Puts one mutant on. @param mostHits it is taken for an endless loop if it is met more often than this */
  turnOn(id: string | undefined, mostHits = Infinity): void {
    // As a key, a text is one that V8 compares by its place in memory.
    this.#on =
      id === undefined ? undefined : Object.keys({ [`m${id}`]: 0, [id]: 0 }).find((key) => key === id)
    this.#hits = 0
    this.#mostHits = mostHits
  }

  /** From now on, counts how often each mutant's code is run; `undefined`: no more. */
  count(counts: Map<string, number> | undefined): void {
    this.#counts = counts
  }

  /** Asked by the instrumented code. */
  readonly isOn = (id: string): boolean => {
    if (id !== this.#on) return false
    if (++this.#hits > this.#mostHits) throw new Error('This goes on for ever.')
    return true
  }

  /** Told by the instrumented code as it is evaluated. */
  get cover(): (...ids: readonly string[]) => void {
    const counts = this.#counts
    if (counts === undefined) return () => {}
    return (...ids) => {
      for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
    }
  }
}
