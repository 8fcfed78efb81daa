import type { GivenToken } from '../../refresh/given-token.ts'
import { readToken } from '../../refresh/read-token.ts'
import type { AttemptContext, RefreshCallback } from '../../refresh/refresh-callback.ts'
import { keyholderTokens } from '../iapi/legacy-tokens.ts'
import type { TokenKeeper } from '../surface/token-keeper.ts'
import type { DoesRight } from './differences.ts'
import type { NativePart, RefreshNeeded, RefreshTrouble } from './native-part.ts'

/** Where the native part keeps its own way to new tokens; `null`: it has none, the script is asked. */
export interface Background {
  get(): RefreshCallback | null
  set(refresh: RefreshCallback | null): void
}

/** An attempt of the session that waits for the script. */
interface Waiting {
  resolve(answer: GivenToken): void
  fail(error: unknown): void
}

/** So many attempts may wait; far more than can be of use. */
const longestQueue = 64

/**
 * The native part as a token session plays it: it keeps the token and has the timers, and each of its attempts is a
 * refresh event.
 */
export class SessionNativePart implements NativePart<null> {
  readonly #keeper: TokenKeeper
  readonly #doesRight: DoesRight
  readonly #background: Background
  readonly #listeners = new Set<(event: RefreshNeeded) => void>()
  readonly #waiting = new Map<RefreshNeeded, Waiting>()
  /** The initializations are numbered; this is the last one made, and which of them is in force. */
  #lastCalled = 0
  #inForce = 0
  /** Whether the script has a callback of the app's. */
  #hasScript = false

  constructor(keeper: TokenKeeper, doesRight: DoesRight, background: Background) {
    this.#keeper = keeper
    this.#doesRight = doesRight
    this.#background = background
  }

  async initialize(consumerKey: string, consumerSecret: string): Promise<null> {
    const { ended } = this.#keeper
    ended.throwIfAborted()
    const nth = ++this.#lastCalled
    const tokens = keyholderTokens(this.#keeper.settings, consumerKey, consumerSecret)
    const first = await tokens.next(ended)
    this.#begin(nth, first, (_isExpired, { signal }) => tokens.next(signal))
    return null
  }

  async initializeToken(accessToken: string | null): Promise<null> {
    const token = this.#doesRight('token-check') ? accessToken : readable(accessToken)
    this.#begin(++this.#lastCalled, token, null)
    if (this.#hasScript && !this.#doesRight('newest-callback')) this.#keeper.diagnose('first-callback-kept')
    this.#hasScript = true
    return null
  }

  onAccessTokenOk(accessToken: string, to?: readonly RefreshNeeded[]): void {
    this.#answer(to, (waiting) => waiting.resolve(accessToken))
  }

  onAccessTokenKo(reason: string, trouble: RefreshTrouble = {}): void {
    const { to, thrown } = trouble
    // The session knows an empty answer when it gets one.
    if ('answer' in trouble)
      return this.#answer(to, (waiting) => waiting.resolve(trouble.answer as GivenToken))
    this.#answer(to, (waiting) => waiting.fail('thrown' in trouble ? thrown : new Error(reason)))
  }

  onRefreshNeeded(listener: (event: RefreshNeeded) => void): { remove(): void } {
    this.#listeners.add(listener)
    return { remove: () => this.#listeners.delete(listener) }
  }

  #begin(nth: number, token: GivenToken | null, refresh: RefreshCallback | null): void {
    // The app has initialized once more while the first token was under way: that counts.
    if (nth < this.#inForce) return
    this.#inForce = nth
    this.#background.set(refresh)
    this.#keeper.initialize(token, this.#refresh)
  }

  /** The one callback of the session, whoever is asked in the end. */
  readonly #refresh: RefreshCallback = (isExpired, context) => {
    const inBackground = this.#background.get()
    return inBackground ? inBackground(isExpired, context) : this.#askScript(isExpired, context)
  }

  #askScript(isExpired: boolean, { stage, signal }: AttemptContext): Promise<GivenToken> {
    const event: RefreshNeeded = { isExpired, stage, signal }
    let failedAtOnce: { error: unknown } | undefined
    let isAtOnce = true
    const answer = new Promise<GivenToken>((resolve, reject) => {
      const fail = (error: unknown) => {
        if (isAtOnce) failedAtOnce = { error }
        else reject(error)
      }
      this.#wait(event, { resolve, fail })
    })
    for (const listener of this.#listeners) listener(event)
    isAtOnce = false
    // What the app throws at once is thrown on at once: then the session can say so.
    if (failedAtOnce) throw failedAtOnce.error
    return answer
  }

  #wait(event: RefreshNeeded, waiting: Waiting): void {
    const [oldest] = this.#waiting.keys()
    if (oldest && this.#waiting.size >= longestQueue) this.#waiting.delete(oldest)
    this.#waiting.set(event, waiting)
  }

  #answer(to: readonly RefreshNeeded[] = [...this.#waiting.keys()], how: (waiting: Waiting) => void): void {
    for (const event of to) {
      const waiting = this.#waiting.get(event)
      this.#waiting.delete(event)
      if (waiting) how(waiting)
    }
  }
}

/** The original passes on what it gets; a session cannot hold what is no token, and asks for one at once. */
function readable(accessToken: string | null): string | null {
  try {
    readToken(accessToken as string)
    return accessToken
  } catch {
    return null
  }
}
