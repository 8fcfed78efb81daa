import type { RefreshCallback } from '../../../services/refresh/refresh-callback.ts'
import { TestClock } from '../../clock/test-clock.ts'
import { jwt, secretOf } from '../../keeper/jwt.ts'
import { exactSpan } from '../../words/exact-span.ts'

const originMs = 1_800_000_000_000

/** What an issuer does with each call. */
export type Manner = 'answers' | 'fails'

/** A clock and an issuer for sessions, and a note of all that happens. Times in words are since the beginning. */
export class World {
  clock = new TestClock(originMs)
  readonly lines: string[] = []
  /** The calls of the callback: when, and why. */
  readonly calls: string[] = []
  /** All that were issued, the first one first. */
  readonly tokens: { readonly value: string; readonly secret: string }[] = []
  readonly #ttlMs: number
  readonly #manner: Manner

  constructor(ttlMs: number, manner: Manner) {
    this.#ttlMs = ttlMs
    this.#manner = manner
    this.note(`a session is opened with a token of ${exactSpan(ttlMs)}; the callback ${manner}`)
  }

  /** A new token. */
  issue(): string {
    const secret = secretOf(this.tokens.length)
    // A JWT has whole seconds.
    const iatMs = Math.floor(this.clock.now() / 1000) * 1000
    const value = jwt(iatMs, iatMs + this.#ttlMs, secret)
    this.tokens.push({ value, secret })
    return value
  }

  get lastToken(): string {
    return this.tokens.at(-1)?.value ?? this.issue()
  }

  readonly refresh: RefreshCallback = async (_isExpired, { stage }) => {
    this.calls.push(`${stage} at ${this.now}`)
    this.note(`the callback is called (${stage}), and ${this.#manner}`)
    if (this.#manner === 'fails') throw new TypeError('the issuer is down')
    return this.issue()
  }

  /** What every session is opened with. */
  get options() {
    return { refresh: this.refresh, clock: this.clock, random: () => 0.5 } as const
  }

  get now(): string {
    return exactSpan(this.clock.now() - originMs)
  }

  note(text: string): void {
    this.lines.push(`${this.now}  ${text}`)
  }

  async pass(ms: number): Promise<void> {
    this.note(`${exactSpan(ms)} pass`)
    await this.clock.advanceAsync(ms)
  }

  async sleep(ms: number): Promise<void> {
    this.note(`asleep for ${exactSpan(ms)}`)
    await this.clock.sleepAsync(ms)
  }

  /** The process ends, and with it all timers; `ms` later there is another one. */
  beAway(ms: number): void {
    this.note(`the process ends, and begins again after ${exactSpan(ms)}`)
    this.clock = new TestClock(this.clock.now() + ms)
  }
}
