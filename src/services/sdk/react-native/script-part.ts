import { describeError } from '../../refresh/callback-error.ts'
import { checkInitialization, checkKeyAndSecret } from './checks.ts'
import type { DoesRight } from './differences.ts'
import type { NativePart, RefreshNeeded, RefreshTrouble } from './native-part.ts'

/** The app's way to a new token, as React Native's SDK calls it. */
export type RefreshAccessToken = (isExpired?: boolean) => Promise<string>

export interface ScriptPartOptions {
  readonly doesRight: DoesRight
  /** Whether `null` stands for a token that is still to come. */
  readonly mayBeNull: boolean
}

/** One call of the app's callback, with the events that wait for it. */
interface Call {
  readonly to: RefreshNeeded[]
}

/**
 * The JavaScript of the React Native SDK: it turns the native part's events into calls of the app's callback, and what
 * comes of them into calls of the native part. It has no timer and keeps no token; those are the native part's.
 */
export class ScriptPart<Initialized> {
  readonly #native: NativePart<Initialized>
  readonly #options: ScriptPartOptions
  #refreshAccessToken: RefreshAccessToken | undefined
  #isListening = false
  /** The newest call, while it is under way. */
  #call: Call | undefined

  constructor(native: NativePart<Initialized>, options: ScriptPartOptions) {
    this.#native = native
    this.#options = options
  }

  /** @throws (rejects with) HalflifeError `ERR_OPTION`, and what the native part rejects with */
  async initialize(consumerKey: string, consumerSecret: string): Promise<Initialized> {
    checkKeyAndSecret(consumerKey, consumerSecret)
    return this.#native.initialize(consumerKey, consumerSecret)
  }

  /** @throws (rejects with) HalflifeError: see `checkInitialization`; and what the native part rejects with */
  async initializeToken(
    accessToken: string | null,
    refreshAccessToken: RefreshAccessToken,
  ): Promise<Initialized> {
    const { doesRight, mayBeNull } = this.#options
    if (doesRight('token-check')) checkInitialization(accessToken, refreshAccessToken, mayBeNull)
    if (!this.#isListening || doesRight('newest-callback')) {
      this.#refreshAccessToken = refreshAccessToken
      // A call under way is that of the callback before: nobody shares it any more.
      this.#call = undefined
    }
    if (!this.#isListening) {
      this.#isListening = true
      this.#native.onRefreshNeeded((event) => this.#refreshInBackground(event))
    }
    return this.#native.initializeToken(accessToken)
  }

  async #refreshInBackground(event: RefreshNeeded): Promise<void> {
    if (this.#sharesCall(event)) return
    const { doesRight } = this.#options
    const call: Call = { to: [event] }
    this.#call = call
    // Taken out of its field, so that it is called without `this`.
    const refresh = this.#refreshAccessToken as RefreshAccessToken
    try {
      const token = await (doesRight('is-expired') ? refresh(event.isExpired) : refresh())
      this.#isOver(call)
      if (token) this.#native.onAccessTokenOk(token, ...this.#address(call))
      else if (doesRight('empty-answer')) this.#tellTrouble(call, `${failed}: missing`, { answer: token })
    } catch (thrown) {
      this.#isOver(call)
      if (!doesRight('reason')) return this.#tellTrouble(call, failed)
      const words = Object.values(describeError(thrown) ?? {}).join(' ')
      this.#tellTrouble(call, words ? `${failed}: ${words}` : failed, { thrown })
    }
  }

  #tellTrouble(call: Call, reason: string, known?: RefreshTrouble): void {
    const [to] = this.#address(call)
    const trouble = to || known ? [{ ...known, ...(to && { to }) }] : []
    this.#native.onAccessTokenKo(reason, ...trouble)
  }

  #address(call: Call): [RefreshNeeded[]?] {
    return this.#options.doesRight('addressed-answer') ? [call.to] : []
  }

  #sharesCall(event: RefreshNeeded): boolean {
    const call = this.#call
    if (!call || !this.#options.doesRight('single-flight') || isPoint(event)) return false
    // It hangs, and the native part has given it up.
    if (call.to.every(({ signal }) => signal?.aborted)) return false
    call.to.push(event)
    return true
  }

  #isOver(call: Call): void {
    if (this.#call === call) this.#call = undefined
  }
}

const failed = 'Refreshing token failed'

const isPoint = ({ stage }: RefreshNeeded): boolean =>
  stage === 'half' || stage === 'three-quarter' || stage === 'expiry'
