import { PlatformError } from '../../platform/errors.ts'
import type { Patience } from './patience.ts'

/**
 * Shows the platform each new token, by a call: it knows of a token only when it sees it, and under kick puts out who
 * never showed the next one.
 */
export class NewestToken {
  readonly #call: (signal: AbortSignal) => Promise<unknown>
  readonly #patience: Patience
  readonly #signal: AbortSignal
  #adopted = 0
  #isShowing = false

  constructor(call: (signal: AbortSignal) => Promise<unknown>, patience: Patience, signal: AbortSignal) {
    this.#call = call
    this.#patience = patience
    this.#signal = signal
  }

  /** A token was adopted. */
  async show(): Promise<void> {
    this.#adopted += 1
    if (this.#isShowing) return
    this.#isShowing = true
    for (let shown = 0, failures = 0; shown < this.#adopted && !this.#signal.aborted; ) {
      const newest = this.#adopted
      try {
        await this.#call(this.#signal)
        shown = newest
      } catch (error) {
        // A refusal will not change; but one for a while may.
        const { status } = error instanceof PlatformError ? error : {}
        if (status !== undefined && status < 500 && status !== 429) shown = newest
        else await this.#patience.until(this.#patience.retryAtMs(++failures), this.#signal)
      }
    }
    this.#isShowing = false
  }
}
