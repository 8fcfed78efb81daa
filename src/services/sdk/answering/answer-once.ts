import type { GivenToken } from '../../refresh/given-token.ts'
import type { AttemptContext, RefreshCallback } from '../../refresh/refresh-callback.ts'

/** What an app did with an attempt that deserves a hint, though the attempt itself may be well. */
export type Oddity = 'answered-twice' | 'returned-unheard' | 'failed-after-answer'

/** Hears of an oddity, and in which attempt. */
export type Notice = (oddity: Oddity, attempt: number) => void

/** The two ways in which an attempt is answered. */
export interface Answering {
  /** @param token whatever the app gave; the session judges it. @returns false if there was an answer before */
  give(token: unknown): boolean
  /** @param reason of which the session keeps no more than name, code, status. @returns false as above */
  refuse(reason: unknown): boolean
}

/** Calls the app. What it returns is no answer, but may be a promise, whose failure is one. */
export type CallApp = (answering: Answering, isExpired: boolean, context: AttemptContext) => unknown

/**
 * Makes a session's callback of one that answers by calling something it was given: now, later, or never. The first
 * answer counts. One that throws, or is `async` and rejects, before it has answered, has answered thereby.
 */
export function answerOnce(callApp: CallApp, notice: Notice): RefreshCallback {
  return (isExpired, context) => {
    const { attempt } = context
    let isOpen = true
    let settle: { resolve(token: GivenToken): void; reject(reason: unknown): void } | undefined
    const answer = new Promise<GivenToken>((resolve, reject) => {
      settle = { resolve, reject }
    })
    const first = (act: () => void): boolean => {
      if (!isOpen) return false
      isOpen = false
      act()
      return true
    }
    const orTwice = (isFirst: boolean): boolean => {
      if (!isFirst) notice('answered-twice', attempt)
      return isFirst
    }
    const refuse = (reason: unknown) => first(() => settle?.reject(reason))
    const failed = (reason: unknown) => {
      if (!refuse(reason)) notice('failed-after-answer', attempt)
    }
    const answering: Answering = {
      give: (token) => orTwice(first(() => settle?.resolve(token as GivenToken))),
      refuse: (reason) => orTwice(refuse(reason)),
    }

    let returned: unknown
    try {
      returned = callApp(answering, isExpired, context)
    } catch (error) {
      if (!isOpen) failed(error)
      else {
        // At once, so that whoever called may tell a throw from a rejection; and nobody waits for the promise.
        isOpen = false
        throw error
      }
    }
    new Promise((resolve) => resolve(returned)).then((value) => {
      if (isOpen && value !== undefined) notice('returned-unheard', attempt)
    }, failed)
    return answer
  }
}
