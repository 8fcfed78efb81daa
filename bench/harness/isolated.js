// @ts-check
import { fork } from 'node:child_process'
import { once } from 'node:events'

/** @import { Subject } from './benchmark.js' */

const entry = new URL('./subject-process.js', import.meta.url)

/**
 * A subject in a process of its own, which idles between its turns. In one process, subjects that share code (XState)
 * would spoil each other's optimized code, and pay for each other's garbage.
 */
export class Isolated {
  /** @type {Subject} */
  subject
  /** @type {number[]} */
  roundsNs = []
  #process

  /**
   * @param {Subject} subject
   * @param {unknown} input
   */
  constructor(subject, input) {
    this.subject = subject
    this.#process = fork(entry, [subject.module.href, JSON.stringify(input)])
  }

  /** @returns {Promise<unknown>} */
  prove() {
    return this.#ask('prove')
  }

  /**
   * @param {number} turnMs
   * @param {'cpu' | 'wall'} time
   * @returns {Promise<number>} ns for one operation
   */
  async turn(turnMs, time) {
    return Number(await this.#ask('turn', turnMs, time))
  }

  /** The most memory that it ever had, MB. */
  async peakMb() {
    return Number(await this.#ask('peakMb'))
  }

  async end() {
    if (this.#process.connected) await this.#ask('end')
  }

  /**
   * @param {string} request
   * @param {unknown[]} details
   */
  async #ask(request, ...details) {
    const { name } = this.subject
    const heard = new AbortController()
    const given = once(this.#process, 'message', heard)
    const ended = once(this.#process, 'exit', heard).then(([code]) => [
      { error: `it ended with code ${code}` },
    ])
    this.#process.send([request, ...details])
    const [{ answer, error }] = await Promise.race([given, ended])
    heard.abort()
    if (error !== undefined) throw new Error(`${name}: ${error}`)
    return answer
  }
}
