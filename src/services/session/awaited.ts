/** What everybody who waits for the next token waits for: one promise, however many they are. */
export class Awaited {
  #promise: Promise<string> | undefined
  #resolve!: (token: string) => void
  #reject!: (error: unknown) => void

  get isWanted(): boolean {
    return this.#promise !== undefined
  }

  promise(): Promise<string> {
    this.#promise ??= toleratesNeglect(
      new Promise((resolve, reject) => {
        this.#resolve = resolve
        this.#reject = reject
      }),
    )
    return this.#promise
  }

  resolve(token: string): void {
    if (this.#promise) this.#resolve(token)
    this.#promise = undefined
  }

  reject(error: unknown): void {
    if (this.#promise) this.#reject(error)
    this.#promise = undefined
  }
}

/** An app that does not look at the outcome hears of it by the facts: that is no unhandled rejection. */
export function toleratesNeglect<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
}
