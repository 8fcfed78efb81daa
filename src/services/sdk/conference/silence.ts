import type { DeadlineKeeper } from '../../clock/deadline-keeper.ts'
import type { Patience } from './patience.ts'

/** The platform gives a sign of life every 15 s: three that are missing mean that nobody is there any more. */
const longestSilenceMs = 45_000

/**
 * Gives a connection up that has gone silent: a network that is lost without a word breaks no stream by itself. Its
 * `signal` aborts then, and when the outer one does.
 */
export class Silence {
  readonly #patience: Patience
  readonly #outer: AbortSignal
  readonly #controller = new AbortController()
  readonly #deadline: DeadlineKeeper

  constructor(patience: Patience, outer: AbortSignal) {
    this.#patience = patience
    this.#outer = outer
    this.#deadline = patience.deadline(() => this.#controller.abort())
    outer.addEventListener('abort', this.end)
    if (outer.aborted) this.end()
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Something came: the silence begins anew. */
  readonly broken = (): void => {
    if (!this.signal.aborted) this.#deadline.set(this.#patience.now() + longestSilenceMs)
  }

  /** The connection is over: no timer or listener is left. */
  readonly end = (): void => {
    this.#deadline.set(Infinity)
    this.#outer.removeEventListener('abort', this.end)
    this.#controller.abort()
  }
}
