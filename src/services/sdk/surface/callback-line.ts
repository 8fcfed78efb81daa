import type { AttemptContext, RefreshCallback } from '../../refresh/refresh-callback.ts'
import type { Answer } from './diagnostic.ts'

/** One attempt that waits for the callback. */
interface Call {
  readonly isExpired: boolean
  readonly context: AttemptContext
  readonly resolve: (answer: never) => void
  readonly reject: (error: unknown) => void
}

/** So many odd answers are remembered until somebody asks; far more than attempts can be out at once. */
const remembered = 64

/**
 * The line between a session, which has one callback for all its life, and an app, which may give another one. An
 * attempt that waits when the callback is replaced is asked again of the new one; the old one's answer counts no more.
 */
export class CallbackLine {
  #callback: RefreshCallback
  /** How often it was replaced: what an earlier one answers counts no more. */
  #replaced = 0
  readonly #waiting = new Set<Call>()
  readonly #answers = new Map<number, Answer>()

  constructor(callback: RefreshCallback) {
    this.#callback = callback
  }

  /** The callback for the session. */
  readonly ask: RefreshCallback = (isExpired, context) =>
    new Promise((resolve, reject) => this.#call({ isExpired, context, resolve, reject }))

  /** Whether that callback is the one in use. */
  asks(callback: RefreshCallback): boolean {
    return this.#callback === callback
  }

  replace(callback: RefreshCallback): void {
    this.#callback = callback
    this.#replaced += 1
    const calls = [...this.#waiting]
    this.#waiting.clear()
    for (const call of calls) this.#call({ ...call })
  }

  /** What was seen of the answer to an attempt, if it was odd; once. */
  answerTo(attempt: number): Answer | undefined {
    const answer = this.#answers.get(attempt)
    this.#answers.delete(attempt)
    return answer
  }

  #call(call: Call): void {
    const { isExpired, context } = call
    const { signal } = context
    const nth = this.#replaced
    const isOver = () => void this.#waiting.delete(call)
    this.#waiting.add(call)
    // Its late answer may yet be of use; but it has failed already, and is asked of no other callback.
    signal.addEventListener('abort', isOver, { once: true })
    const isWanted = () => {
      isOver()
      return nth === this.#replaced
    }
    let answer: unknown
    try {
      answer = this.#callback(isExpired, context)
    } catch (error) {
      if (!isWanted()) return
      this.#remember(context.attempt, 'threw')
      return call.reject(error)
    }
    // As `await` has it, so that a thenable that throws is a rejection.
    new Promise((resolve) => resolve(answer)).then(
      (token) => {
        if (!isWanted()) return
        if (token === undefined || token === null) this.#remember(context.attempt, `${token}`)
        if (token === '') this.#remember(context.attempt, 'empty')
        call.resolve(token as never)
      },
      (error) => isWanted() && call.reject(error),
    )
  }

  #remember(attempt: number, answer: Answer): void {
    if (this.#answers.size >= remembered) this.#answers.clear()
    this.#answers.set(attempt, answer)
  }
}
