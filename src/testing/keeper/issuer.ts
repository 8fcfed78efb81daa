import { exactSpan } from '../words/exact-span.ts'
import type { Call, MintedToken } from './account.ts'
import type { IssuedToken } from './adapter.ts'
import { jwt, secretOf } from './jwt.ts'
import type { Manner } from './scenario.ts'

/** What the issuer has of the world. Its times are ms since the history began. */
export interface IssuerWorld {
  /** True time at the beginning, ms since the epoch. */
  readonly originMs: number
  nowMs(): number
  after(ms: number, then: () => void): void
  note(text: string): void
}

/** After so many calls in so long a time the issuer falls silent for good, so that storms come to an end. */
const patience = [
  { calls: 200, withinMs: 10_000 },
  { calls: 1000, withinMs: 300_000 },
] as const

/** The issuer of tokens, which does with each call as it was last told to. */
export class Issuer {
  readonly tokens: MintedToken[] = []
  readonly calls: Call[] = []
  manner: Manner = { how: 'answers', afterMs: 100 }
  readonly #world: IssuerWorld
  readonly #ttlMs: number
  #inUse: MintedToken
  #isWornOut = false

  constructor(world: IssuerWorld, ttlMs: number) {
    this.#world = world
    this.#ttlMs = ttlMs
    this.#inUse = this.#mint('good', 0, ttlMs)
  }

  /** A token as it is handed out now. */
  handOut({ value, endsAtMs }: MintedToken): IssuedToken {
    const leftMs = endsAtMs - this.#world.nowMs()
    return {
      value,
      expiresAtMs: this.#world.originMs + endsAtMs,
      expiresInSeconds: Math.max(0, Math.floor(leftMs / 1000)),
    }
  }

  /** The callback. */
  readonly call = (...told: unknown[]): Promise<IssuedToken> => {
    const call: Call = { number: this.calls.length + 1, atMs: this.#world.nowMs(), told: told[0] }
    this.calls.push(call)
    const how = typeof call.told === 'boolean' ? ` (isExpired ${call.told})` : ''
    this.#world.note(`call ${call.number} of the callback${how}`)
    const isTooMuch = patience.some(({ calls, withinMs }) => {
      const before = this.calls[call.number - calls]
      return before !== undefined && before.atMs > call.atMs - withinMs
    })
    if (isTooMuch && !this.#isWornOut) {
      this.#isWornOut = true
      this.#world.note('(the issuer is worn out, and answers no more)')
    }
    return this.#isWornOut ? new Promise(() => {}) : this.#do(call, this.manner)
  }

  #do(call: Call, manner: Manner): Promise<IssuedToken> {
    switch (manner.how) {
      case 'answers':
        return this.#answer(
          call,
          this.#mint('good', call.number, manner.ttlMs ?? this.#ttlMs),
          manner.afterMs,
        )
      case 'fails-once':
        this.manner = { how: 'answers', afterMs: manner.afterMs }
        return Promise.reject(this.#failure(call))
      case 'is-down':
        return Promise.reject(this.#failure(call))
      case 'throws':
        throw this.#failure(call)
      case 'is-silent':
        return new Promise(() => {})
      case 'is-hostile':
        return this.#hostile(call)
      case 'same':
        return this.#answer(call, this.#inUse, 100)
      case 'empty':
      case 'dead':
      case 'malformed':
        return this.#answer(call, this.#mint(manner.how, call.number, this.#ttlMs), 100)
    }
  }

  #answer(call: Call, token: MintedToken, afterMs: number): Promise<IssuedToken> {
    return new Promise((resolve) => {
      this.#world.after(afterMs, () => {
        this.#settled(call, token)
        resolve(this.handOut(token))
      })
    })
  }

  #hostile(call: Call): Promise<IssuedToken> {
    const token = this.#mint('good', call.number, this.#ttlMs)
    // A class of its own with a `then` that breaks every rule of promises.
    const then = (resolve?: (token: IssuedToken) => void, reject?: (error: unknown) => void) => {
      if (call.how === undefined) this.#settled(call, token)
      resolve?.(this.handOut(token))
      reject?.(new IssuerError('down'))
      throw new IssuerError('down')
    }
    return { then } as never
  }

  #failure(call: Call): IssuerError {
    call.settledAtMs = this.#world.nowMs()
    call.how = 'failed'
    this.#world.note(`call ${call.number} fails`)
    return new IssuerError('the issuer is down')
  }

  #settled(call: Call, token: MintedToken): void {
    call.settledAtMs = this.#world.nowMs()
    call.how = 'answered'
    if (token.kind === 'good') this.#inUse = token
    this.#world.note(`call ${call.number} is answered with ${inWords(token, this.#world.nowMs())}`)
  }

  #mint(kind: MintedToken['kind'], number: number, ttlMs: number): MintedToken {
    // A JWT has whole seconds, so a token may be minted up to a second before it is asked for.
    const wholeMs = Math.floor(this.#world.nowMs() / 1000) * 1000
    // A dead one is from before the history. One minted later would look just as a good one does to a fast clock.
    const mintedAtMs = kind === 'dead' ? -ttlMs - 60_000 : wholeMs
    const endsAtMs = mintedAtMs + ttlMs
    const secret = secretOf(number)
    const { originMs } = this.#world
    const whole = jwt(originMs + mintedAtMs, originMs + endsAtMs, secret)
    const value = kind === 'empty' ? '' : kind === 'malformed' ? whole.slice(0, -60) : whole
    const token = { number, value, mintedAtMs, endsAtMs, kind, secret }
    this.tokens.push(token)
    return token
  }
}

/** What the callback fails with. */
class IssuerError extends Error {
  override readonly name = 'IssuerError'
}

function inWords({ kind, number, endsAtMs }: MintedToken, nowMs: number): string {
  if (kind === 'empty') return 'an empty string'
  if (kind === 'malformed') return 'half a token'
  if (endsAtMs <= nowMs) return `token ${number}, which has ended`
  return `token ${number}, which lives ${exactSpan(endsAtMs - nowMs)}`
}
