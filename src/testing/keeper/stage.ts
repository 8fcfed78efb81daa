import { TestClock } from '../clock/test-clock.ts'
import type { WatchedClock } from '../observe/watch-clock.ts'
import { exactSpan } from '../words/exact-span.ts'
import type { Abilities, Account, Ask, Line } from './account.ts'
import type { TokenKeeper, TokenKeeperAdapter } from './adapter.ts'
import { installGlobalTime } from './global-time.ts'
import { Issuer } from './issuer.ts'
import { keeperClock } from './keeper-clock.ts'
import { leaksIn } from './leaks.ts'
import { overhear, textOf } from './overhear.ts'
import { randomFrom } from './random.ts'
import { type Scenario, type Step, stepInWords } from './scenario.ts'

const originMs = 1_800_000_000_000

/** Where one history is played: the clock, the issuer, the keepers, and a note of all that happens. */
export class Stage {
  readonly #adapter: TokenKeeperAdapter
  readonly #scenario: Scenario
  readonly #clock: TestClock
  readonly #keeperClock: WatchedClock
  readonly #issuer: Issuer
  readonly #random: () => number
  readonly #asks: Ask[] = []
  readonly #lines: Line[] = []
  readonly #escaped: string[] = []
  readonly #texts: string[] = []
  readonly #rejections: { atMs: number; value: string }[] = []
  #keeper: TokenKeeper | undefined
  /** Time that passed while the platform's timers stood still. */
  #stoodStillMs = 0
  #wokeAtMs: number | undefined
  #closedAtMs: number | undefined
  #armedAfterClose = 0
  /** The history has been played. A caller whom only its end answers has had no answer. */
  #isOver = false

  constructor(adapter: TokenKeeperAdapter, scenario: Scenario, seed: number) {
    this.#adapter = adapter
    this.#scenario = scenario
    this.#random = randomFrom(seed)
    this.#clock = new TestClock(originMs + (scenario.clockAheadMs ?? 0))
    this.#keeperClock = keeperClock(this.#clock, (error) =>
      this.#escape('an error escaped from a timer', error),
    )
    const world = {
      originMs,
      nowMs: () => this.#nowMs,
      after: (ms: number, then: () => void) => void this.#clock.setTimeout(then, ms),
      note: (text: string) => this.#note(text),
    }
    this.#issuer = new Issuer(world, scenario.ttlMs)
  }

  /** Plays the history to its end. */
  async play(): Promise<{ account: Account; can: Abilities }> {
    const heard = overhear((error) => this.#escape('a rejection that nobody handles', error))
    const isGlobal = this.#adapter.time === 'global'
    const restore = isGlobal ? installGlobalTime(this.#keeperClock, this.#random) : () => {}
    try {
      await this.#open()
      for (const step of this.#scenario.steps) await this.#take(step)
      const mostArmed = this.#keeperClock.mostArmed()
      const nowMs = this.#nowMs
      this.#isOver = true
      if (this.#closedAtMs === undefined) await this.#end()
      await heard.settled()
      const can = { rejected: !!this.#keeper?.rejected, close: !!this.#keeper?.close }
      return { can, account: { ...this.#account([...heard.said, ...this.#texts]), mostArmed, nowMs } }
    } finally {
      restore()
      heard.stop()
    }
  }

  get #nowMs(): number {
    return this.#clock.elapsedMs + this.#stoodStillMs
  }

  #note(text: string): void {
    this.#lines.push({ atMs: this.#nowMs, text })
  }

  #escape(what: string, error: unknown): void {
    this.#texts.push(textOf(error))
    this.#escaped.push(`${what}: ${nameOf(error)}`)
    this.#note(`${what}: ${nameOf(error)}`)
  }

  async #open(): Promise<void> {
    const { ttlMs, clockAheadMs = 0, keepers = 1 } = this.#scenario
    const ahead = clockAheadMs > 0 ? `; the local clock is ${exactSpan(clockAheadMs)} fast` : ''
    const who = keepers > 1 ? `${keepers} keepers are` : 'the keeper is'
    this.#note(`${who} opened with token 0, which lives ${exactSpan(ttlMs)}${ahead}`)
    const [first] = this.#issuer.tokens
    if (!first) return
    for (let opened = 0; opened < keepers; opened++) {
      const opening = Promise.resolve(
        this.#adapter.open({
          token: this.#issuer.handOut(first),
          ttlMs,
          callback: this.#issuer.call,
          clock: this.#keeperClock,
          random: this.#random,
        }),
      )
      const keeper = await this.#opened(opening)
      this.#keeper ??= keeper
    }
    await this.#clock.settle()
  }

  /** Waits for a keeper to be open; time passes only if it has to. */
  async #opened(opening: Promise<TokenKeeper>): Promise<TokenKeeper> {
    let isOpen = false
    const done = () => {
      isOpen = true
    }
    opening.then(done, done)
    for (let second = 0; second < 60; second++) {
      await this.#clock.settle()
      if (isOpen) return opening
      await this.#clock.advanceAsync(1000)
    }
    throw new Error('`open` did not settle within a minute.')
  }

  async #take(step: Step): Promise<void> {
    if (step.do === 'reject' && !this.#keeper?.rejected) return
    if (!('ms' in step) || step.ms !== 0) this.#note(stepInWords(step))
    switch (step.do) {
      case 'pass':
        await this.#pass(step.ms)
        break
      case 'sleep':
        await this.#sleep(step.ms, step.timers)
        break
      case 'set-clock':
        this.#clock.setForward(step.ms)
        break
      case 'ask':
        await this.#askMany(step.callers, step.inTurn === true)
        break
      case 'reject':
        this.#reject(step.which)
        break
      case 'issuer':
        this.#issuer.manner = step.manner
        break
      case 'close':
        await this.#close()
    }
    await this.#clock.settle()
  }

  async #pass(ms: number): Promise<void> {
    if (!this.#keeper?.advance) return this.#clock.advanceAsync(ms)
    const pieceMs = Math.max(1000, ms / 600)
    for (let leftMs = ms; leftMs > 0; leftMs -= pieceMs) {
      await this.#clock.advanceAsync(Math.min(pieceMs, leftMs))
      await this.#tick(Math.min(pieceMs, leftMs))
    }
  }

  async #sleep(ms: number, timers: 'late' | 'stood-still'): Promise<void> {
    if (timers === 'stood-still') {
      this.#clock.setForward(ms)
      this.#stoodStillMs += ms
      this.#wokeAtMs = this.#nowMs
    } else {
      this.#wokeAtMs = this.#nowMs + ms
      await this.#clock.sleepAsync(ms)
    }
    await this.#tick(ms)
  }

  /** Tells a keeper with a clock of its own. It is not waited for: it may itself wait for time to pass. */
  async #tick(ms: number): Promise<void> {
    const note = (error: unknown) => this.#escape('an error escaped from `advance`', error)
    try {
      Promise.resolve(this.#keeper?.advance?.(ms)).then(undefined, note)
    } catch (error) {
      note(error)
    }
    await this.#clock.settle()
  }

  async #askMany(callers: number, inTurn: boolean): Promise<void> {
    for (let caller = 0; caller < callers; caller++) {
      this.#ask()
      if (inTurn) await this.#clock.settle()
    }
  }

  #ask(): void {
    const ask: Ask = { number: this.#asks.length + 1, atMs: this.#nowMs }
    this.#asks.push(ask)
    const settled = (text: string) => {
      ask.settledAtMs = this.#nowMs
      this.#note(`caller ${ask.number} ${text}`)
    }
    const refused = (error: unknown) => {
      this.#texts.push(textOf(error))
      if (this.#isOver) return
      ask.refused = nameOf(error)
      settled(`is refused: ${ask.refused}`)
    }
    try {
      Promise.resolve(this.#keeper?.token()).then((value) => {
        if (this.#isOver) return
        const token = this.#issuer.tokens.find((minted) => minted.value === value)
        ask.handed = { value, token }
        const hasEnded = token && token.endsAtMs <= this.#nowMs ? ', which has ended' : ''
        const what = token && token.kind !== 'empty' ? `token ${token.number}` : 'what is no token'
        settled(`is given ${what}${hasEnded}`)
      }, refused)
    } catch (error) {
      refused(error)
    }
  }

  #reject(which: 'current' | 'first'): void {
    const last = this.#asks.findLast(({ handed }) => handed?.token)?.handed?.token
    const token = which === 'current' && last ? last : this.#issuer.tokens[0]
    if (!token) return
    this.#rejections.push({ atMs: this.#nowMs, value: token.value })
    this.#quietly(() => this.#keeper?.rejected?.(token.value))
  }

  async #close(): Promise<void> {
    this.#closedAtMs = this.#nowMs
    await this.#end()
    this.#armedAfterClose = this.#keeperClock.armed()
  }

  async #end(): Promise<void> {
    this.#quietly(() => this.#keeper?.close?.())
    await this.#clock.settle()
  }

  /** What a keeper says to those who tell it something is no concern of theirs, unless a secret is in it. */
  #quietly(tell: () => unknown): void {
    const note = (error: unknown) => void this.#texts.push(textOf(error))
    try {
      Promise.resolve(tell()).then(undefined, note)
    } catch (error) {
      note(error)
    }
  }

  #account(texts: readonly string[]): Omit<Account, 'mostArmed' | 'nowMs'> {
    return {
      ttlMs: this.#scenario.ttlMs,
      tokens: this.#issuer.tokens,
      calls: this.#issuer.calls,
      asks: this.#asks,
      lines: this.#lines,
      escaped: this.#escaped,
      wokeAtMs: this.#wokeAtMs,
      closedAtMs: this.#closedAtMs,
      armedAfterClose: this.#armedAfterClose,
      leaks: leaksIn(texts, this.#issuer.tokens),
      rejections: this.#rejections,
    }
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'no Error')
