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
    const calls = [...this.#waiting]
    this.#waiting.clear()
    // One whose time is out is asked no more: it has failed already.
    for (const call of calls) if (!call.context.signal.aborted) this.#call({ ...call })
  }

  /** What was seen of the answer to an attempt, if it was odd; once. */
  answerTo(attempt: number): Answer | undefined {
    const answer = this.#answers.get(attempt)
    this.#answers.delete(attempt)
    return answer
  }

  #call(call: Call): void {
    this.#waiting.add(call)
    const { isExpired, context } = call
    let answer: unknown
    try {
      answer = this.#callback(isExpired, context)
    } catch (error) {
      if (this.#waiting.delete(call)) this.#remember(context.attempt, 'threw')
      return call.reject(error)
    }
    // As `await` has it, so that a thenable that throws is a rejection.
    new Promise((resolve) => resolve(answer)).then(
      (token) => {
        if (!this.#waiting.delete(call)) return
        if (token === undefined || token === null) this.#remember(context.attempt, `${token}`)
        if (token === '') this.#remember(context.attempt, 'empty')
        call.resolve(token as never)
      },
      (error) => this.#waiting.delete(call) && call.reject(error),
    )
  }

  #remember(attempt: number, answer: Answer): void {
    if (this.#answers.size >= remembered) this.#answers.clear()
    this.#answers.set(attempt, answer)
  }
}
