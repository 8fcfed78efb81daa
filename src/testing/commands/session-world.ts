import type { Scheduler } from 'fast-check'
import { HalflifeError } from '../../errors.ts'
import type { TokenFact } from '../../machines/facts.ts'
import { Mint } from '../arbitraries/tokens/mint.ts'
import { settle } from '../clock/settle.ts'
import { TestClock } from '../clock/test-clock.ts'
import { type WatchedClock, watchClock } from '../observe/watch-clock.ts'
import { disagreement } from './disagreement.ts'
import type { OpenCall } from './open-call.ts'
import type { Outcome, SessionModel } from './session-model.ts'
import { openingInWords, type SessionOpening } from './session-opening.ts'
import type { OpenUnderTest, SessionMethod, SessionUnderTest } from './session-under-test.ts'

/** The session under test, and all that commands do to it. */
export class SessionWorld {
  readonly clock = new TestClock()
  readonly mint = new Mint(() => this.clock.now())
  readonly watched: WatchedClock = watchClock(this.clock)
  readonly calls: OpenCall[] = []
  readonly heard: TokenFact[] = []
  readonly outcomes: Outcome[] = []
  /** What happened, a line each. */
  readonly lines: string[]
  readonly timers: 'one' | 'any'
  readonly scheduler: Scheduler | undefined
  session: SessionUnderTest = { token: () => undefined }
  #turn: Promise<void> = Promise.resolve()
  readonly #later: Promise<void>[] = []

  constructor(opening: SessionOpening, timers: 'one' | 'any', scheduler: Scheduler | undefined) {
    this.lines = [openingInWords(opening)]
    this.timers = timers
    this.scheduler = scheduler
  }

  /** @returns whether it can be listened to from its first fact on */
  async open(open: OpenUnderTest, opening: SessionOpening, token: unknown): Promise<boolean> {
    const { form: _, firstTtlMs: __, ...setting } = opening
    const opened = open({
      ...setting,
      token: (token ?? null) as string | null,
      refresh: (...told) => this.#called(told),
      random: () => 0.5,
      clock: this.watched,
    })
    const isLate = opened instanceof Promise
    this.session = isLate ? await opened : opened
    this.session.on?.('*', (event) => {
      if (!event.type.startsWith('clock.') && !event.type.startsWith('journal.'))
        this.heard.push(event as TokenFact)
    })
    return !isLate
  }

  has(method: SessionMethod): boolean {
    return typeof this.session[method] === 'function'
  }

  /** An awaited call of the app, and what becomes of it. */
  await(promise: Promise<string>): void {
    const index = this.outcomes.push('pending') - 1
    promise.then(
      (token) => {
        this.outcomes[index] = { token }
      },
      (error) => {
        const { code } = Object(error) as { code?: unknown }
        this.outcomes[index] = { code: String(code) }
      },
    )
  }

  /** Does one thing, alone, to the session and the model; then both must agree. @throws `ERR_PROMISE_BROKEN` */
  async happens(line: string, model: SessionModel, act: () => void | Promise<void>): Promise<void> {
    const before = this.#turn
    let end = (): void => {}
    this.#turn = new Promise((resolve) => {
      end = resolve
    })
    await before
    try {
      await act()
      this.lines.push(line)
      await settle()
      this.agree(model)
    } finally {
      end()
    }
  }

  /** Something that happens when a scheduler likes. */
  later(happening: Promise<void>): void {
    this.#later.push(happening)
    // Who waits for the answers is told.
    happening.catch(() => {})
  }

  /** Waits for all that a scheduler had come later. @throws what went wrong there */
  async answered(): Promise<void> {
    await Promise.all(this.#later)
  }

  /** @throws HalflifeError `ERR_PROMISE_BROKEN`, if session and model disagree: the message tells what happened */
  agree(model: SessionModel): void {
    const found = disagreement(this, model)
    if (!found) return
    throw new HalflifeError(
      'ERR_PROMISE_BROKEN',
      [`${found}, after`, ...this.lines.map((line) => `  ${line}`)].join('\n'),
    )
  }

  #called(told: readonly unknown[]): Promise<never> {
    return new Promise((resolve, reject) => {
      const number = this.calls.length + 1
      this.calls.push({ number, told, isAnswered: false, resolve: resolve as OpenCall['resolve'], reject })
    })
  }
}
