/** Wakes those who wait for news. */
export class Bell {
  readonly #waiting = new Set<() => void>()
  #rung = 0

  /** How often it has rung: whoever looks for news notes it before. */
  get rung(): number {
    return this.#rung
  }

  ring(): void {
    this.#rung++
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const wake of waiting) wake()
  }

  /**
   * Until it rings, the signal aborts, or `atMostMs` have passed. At once, if it has rung since it had rung `since`
   * times. Leaves nothing behind.
   */
  wait(since: number, signal: AbortSignal, atMostMs = Infinity): Promise<void> {
    if (signal.aborted || since !== this.#rung) return Promise.resolve()
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', wake)
        this.#waiting.delete(wake)
        resolve()
      }
      const timer = atMostMs < Infinity ? setTimeout(wake, atMostMs) : undefined
      signal.addEventListener('abort', wake)
      this.#waiting.add(wake)
    })
  }
}
