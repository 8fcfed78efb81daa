const lookEveryMs = 30_000
const timeoutMs = 20_000

/** Keeps one access token for a meeting. */
export class TokenKeeper {
  #askServer
  #token = ''
  #refreshAtMs = 0
  #endsAtMs = 0
  #failures = 0
  #pending
  #timer
  #isClosed = false

  /**
   * @param {{ token: string, expiresInSeconds: number }} first
   * @param {() => Promise<{ token: string, expiresInSeconds: number }>} askServer
   */
  constructor(first, askServer) {
    this.#askServer = askServer
    this.#use(first)
    this.#arm()
  }

  /** The token to call the platform with. */
  async get() {
    if (this.#isClosed) throw new Error('The keeper is closed.')
    if (this.#isAlive()) return this.#token
    // Who comes while it is not yet time to ask again is told at once.
    if (this.#pending || Date.now() >= this.#refreshAtMs) await this.#refresh()
    if (this.#isClosed || !this.#isAlive()) throw new Error('There is no token at the moment.')
    return this.#token
  }

  close() {
    this.#isClosed = true
    clearTimeout(this.#timer)
  }

  #isAlive() {
    return Date.now() < this.#endsAtMs
  }

  /** One call, whoever asks meanwhile. Never rejects. */
  #refresh() {
    this.#pending ??= this.#ask().finally(() => {
      this.#pending = undefined
      this.#arm()
    })
    return this.#pending
  }

  async #ask() {
    clearTimeout(this.#timer)
    try {
      const answer = await this.#inTime(this.#askServer())
      if (!answer.token || answer.token === this.#token || !(answer.expiresInSeconds > 0))
        throw new Error('That is no new token.')
      this.#use(answer)
    } catch {
      const waitMs = Math.min(60_000, 1000 * 2 ** this.#failures++)
      this.#refreshAtMs = Date.now() + waitMs
    }
  }

  /** An answer that never comes is a failure, too. */
  #inTime(answer) {
    const tooLate = new Promise((_, reject) => {
      this.#timer = setTimeout(() => reject(new Error('The server did not answer.')), timeoutMs)
    })
    return Promise.race([answer, tooLate]).finally(() => clearTimeout(this.#timer))
  }

  #use({ token, expiresInSeconds }) {
    this.#token = token
    this.#failures = 0
    this.#endsAtMs = Date.now() + expiresInSeconds * 1000
    this.#refreshAtMs = Date.now() + expiresInSeconds * 500
  }

  /** Looks at the clock every half minute: a machine that slept is late by no more, and no timer is too long. */
  #arm() {
    if (this.#isClosed) return
    clearTimeout(this.#timer)
    const waitMs = Math.max(0, Math.min(lookEveryMs, this.#refreshAtMs - Date.now()))
    this.#timer = setTimeout(() => {
      if (Date.now() >= this.#refreshAtMs) this.#refresh()
      else this.#arm()
    }, waitMs)
  }
}
