import { Listeners } from '../../session/listeners.ts'
import type { SurfaceEvent, SurfaceEvents } from './events.ts'

/** Where everything that an SDK says comes together, from one token session after the other. */
export class EventHub implements SurfaceEvents {
  readonly #listeners = new Listeners()

  on(type: string, listener: (event: never) => void): { unsubscribe(): void } {
    return this.#listeners.add(type, listener)
  }

  say(event: SurfaceEvent): void {
    this.#listeners.notify(event)
  }

  clear(): void {
    this.#listeners.clear()
  }
}
