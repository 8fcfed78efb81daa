/**
 * The time one call may take, joined with the caller's own signal. Written by hand because
 * `AbortSignal.any` over `AbortSignal.timeout` can be collected before it fires on Node 20.
 */
export class Deadline {
  readonly #controller = new AbortController()
  readonly #outer: AbortSignal | undefined
  readonly #timer: ReturnType<typeof setTimeout>
  #passed = false

  constructor(timeoutMs: number, outer?: AbortSignal) {
    this.#outer = outer
    this.#timer = setTimeout(() => {
      this.#passed = true
      this.#controller.abort()
    }, timeoutMs)
    if (outer?.aborted) this.#abort()
    outer?.addEventListener('abort', this.#abort, { once: true })
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Whether the time ran out (and not: the caller gave up). */
  get passed(): boolean {
    return this.#passed
  }

  /** The answer came in time. From here only the caller can abort what is still being read. */
  met(): void {
    clearTimeout(this.#timer)
  }

  /** Over, one way or another: neither timer nor listener is left. */
  release(): void {
    clearTimeout(this.#timer)
    this.#outer?.removeEventListener('abort', this.#abort)
  }

  readonly #abort = (): void => this.#controller.abort(this.#outer?.reason)
}
