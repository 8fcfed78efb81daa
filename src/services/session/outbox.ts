/**
 * What the world is to be told, and is told between the machine's steps, in order: callbacks and listeners may call
 * the session in turn, and find it settled. At first everything is held back, until the app has the session in its
 * hands.
 */
export class Outbox {
  readonly #messages: (() => void)[] = []
  #isHeld = true

  get isEmpty(): boolean {
    return this.#messages.length === 0
  }

  post(message: () => void): void {
    this.#messages.push(message)
  }

  /** @returns false if nothing may be sent now: it is held, or being sent further out */
  send(): boolean {
    if (this.#isHeld) return false
    this.#isHeld = true
    for (let message = this.#messages.shift(); message; message = this.#messages.shift()) message()
    this.#isHeld = false
    return true
  }

  release(): void {
    this.#isHeld = false
  }

  clear(): void {
    this.#messages.length = 0
  }
}
