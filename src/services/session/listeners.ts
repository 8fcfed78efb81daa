import type { SessionEvent } from './session.ts'

type Listener = (event: never) => void

/** Who listens to a session. A listener that throws hurts nobody but its own app. */
export class Listeners {
  readonly #byType = new Map<string, Set<Listener>>()

  add(type: string, listener: Listener): { unsubscribe(): void } {
    const listeners = this.#byType.get(type) ?? new Set()
    this.#byType.set(type, listeners.add(listener))
    return { unsubscribe: () => void listeners.delete(listener) }
  }

  notify(event: SessionEvent): void {
    for (const type of [event.type, '*']) {
      for (const listener of [...(this.#byType.get(type) ?? [])]) {
        try {
          listener(event as never)
        } catch (error) {
          queueMicrotask(() => {
            throw error
          })
        }
      }
    }
  }

  clear(): void {
    this.#byType.clear()
  }
}
