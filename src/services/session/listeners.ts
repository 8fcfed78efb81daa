type Listener = (event: never) => void

/** Who listens to a session. A listener that throws hurts nobody but its own app. */
export class Listeners {
  readonly #all = new Set<readonly [type: string, listener: Listener]>()

  add(...entry: readonly [type: string, listener: Listener]): { unsubscribe(): void } {
    this.#all.add(entry)
    return { unsubscribe: () => void this.#all.delete(entry) }
  }

  notify(event: { readonly type: string }): void {
    for (const [type, listener] of [...this.#all]) {
      if (type !== event.type && type !== '*') continue
      try {
        listener(event as never)
      } catch (error) {
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }

  clear(): void {
    this.#all.clear()
  }
}
