/** Keeps one access token for a meeting. */
export class TokenKeeper {
  #askServer
  #token
  #endsAtMs
  #timer

  /**
   * @param {{ token: string, expiresInSeconds: number }} first
   * @param {() => Promise<{ token: string, expiresInSeconds: number }>} askServer
   */
  constructor(first, askServer) {
    this.#askServer = askServer
    this.#use(first)
  }

  /** The token to call the platform with. */
  async get() {
    if (Date.now() >= this.#endsAtMs) await this.#refresh()
    return this.#token
  }

  close() {
    clearTimeout(this.#timer)
  }

  async #refresh() {
    this.#use(await this.#askServer())
  }

  #use({ token, expiresInSeconds }) {
    this.#token = token
    this.#endsAtMs = Date.now() + expiresInSeconds * 1000
    clearTimeout(this.#timer)
    // A minute before its end.
    this.#timer = setTimeout(() => this.#refresh(), (expiresInSeconds - 60) * 1000)
  }
}
