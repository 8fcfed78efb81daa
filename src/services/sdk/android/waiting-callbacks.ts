import type { Answering } from '../answering/answer-once.ts'

/**
 * How React Native's bridge to the Android SDK waits, as it was read: in one list, so that the first answer is that of
 * every attempt in it, and a later one that of nobody.
 *
 * After an error the bridge lets go of the list before it empties it, so that an attempt which comes in between is
 * forgotten. That is a race of two threads, and not to be had in one: it is not done here.
 */
export class WaitingCallbacks {
  readonly #waiting = new Set<Answering>()

  add(answering: Answering): void {
    this.#waiting.add(answering)
  }

  ok(token: unknown): void {
    for (const { give } of this.#waiting) give(token)
    this.#waiting.clear()
  }

  error(reason: unknown): void {
    for (const { refuse } of this.#waiting) refuse(reason)
    this.#waiting.clear()
  }
}
