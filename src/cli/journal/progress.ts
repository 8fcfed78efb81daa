import type { Output } from '../io.ts'

/** How often a line is drawn anew, ms, at most. What is done sooner shows none. */
const periodMs = 100
const eraseLine = '\r\u001b[K'

/** How far a long work has got: one line on a terminal, gone when the work is done; elsewhere nothing. */
export class Progress {
  readonly #output: Output
  readonly #what: string
  readonly #now: () => number
  #count = 0
  #drawnAtMs: number
  #isShown = false

  /** @param what it is doing, such as `verifying` */
  constructor(output: Output, what: string, now = () => performance.now()) {
    this.#output = output
    this.#what = what
    this.#now = now
    this.#drawnAtMs = now()
  }

  /** One record more is done. */
  step(): void {
    this.#count++
    if (!this.#output.isTTY) return
    const nowMs = this.#now()
    if (nowMs - this.#drawnAtMs < periodMs) return
    this.#drawnAtMs = nowMs
    this.#isShown = true
    const line = `${this.#what} ... ${this.#count.toLocaleString('en-US')} records`
    this.#output.write(`${eraseLine}${line.slice(0, (this.#output.columns ?? 80) - 1)}`)
  }

  end(): void {
    if (this.#isShown) this.#output.write(eraseLine)
    this.#isShown = false
  }
}
