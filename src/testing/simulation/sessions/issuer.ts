import type { GivenToken } from '../../../services/refresh/given-token.ts'
import type { AttemptContext, RefreshCallback } from '../../../services/refresh/refresh-callback.ts'
import type { Fault } from '../faults.ts'
import { malformedAnswers, thrownErrors } from './answers.ts'
import { faultsOf } from './faults-of.ts'
import type { LifeClock } from './life-clock.ts'
import type { AppCall, Behaviour } from './script.ts'
import { Mint, type Minted, type TokenForm } from './tokens.ts'

/** One call of the callback, as the callback saw it. */
export interface Call extends Pick<AttemptContext, 'attempt' | 'stage' | 'signal'> {
  readonly isExpired: boolean
  readonly atMs: number
  isSettled: boolean
}

/** Who hears of the calls. */
export interface Callers {
  onCall(call: Call): void
  /** The callback calls the session that called it. */
  reenter(call: AppCall): void
  /** The callback gave an answer: promises will settle. */
  onAnswer(): void
  /** It gave a token that has little left, for whatever reason: it is obeyed, and others will follow soon. */
  onShort(): void
}

interface IssuerOptions {
  readonly clock: LifeClock
  readonly form: TokenForm
  readonly ttlMs: number
  readonly originMs: number
  /** Hears of each fault when it strikes: a behaviour that nobody calls for is none. */
  strike(fault: Fault): void
}

/** The issuer of tokens, and the callback that asks it. Both misbehave as they are told, one behaviour a call. */
export class Issuer {
  readonly mint: Mint
  /** How the next calls go; after them, well. */
  queue: Behaviour[] = []
  isDown = false
  /** By how much its clock is wrong, ms. */
  skewMs = 0
  readonly #options: IssuerOptions
  #calls = 0

  constructor(options: IssuerOptions) {
    this.#options = options
    this.mint = new Mint(options.form, options.originMs)
  }

  /** A new token. */
  make(ttlMs = this.#options.ttlMs, iatAheadMs = 0): Minted {
    return this.mint.make(this.#options.clock.elapsedMs + this.skewMs, ttlMs, iatAheadMs)
  }

  /** The callback of one process. */
  callbackOf(process: number, callers: Callers): RefreshCallback {
    return (isExpired, { attempt, stage, signal }) => {
      const atMs = this.#options.clock.elapsedMs
      const call: Call = { attempt, stage, signal, isExpired, atMs, isSettled: false }
      callers.onCall(call)
      const behaviour = this.queue.shift() ?? (this.isDown ? down : this.#well())
      for (const fault of faultsOf(behaviour)) this.#options.strike(fault)
      if (behaviour.reenter) callers.reenter(behaviour.reenter)
      // What it gives is whatever the behaviour says; that it breaks the callback's type is the point.
      return this.#answer(call, behaviour, process, callers) as GivenToken
    }
  }

  #handOut({ given, ttlMs, endsAtMs, isObscure }: Minted, callers: Callers): GivenToken {
    const { clock, originMs } = this.#options
    const isShort = Math.min(ttlMs, originMs + endsAtMs - clock.wallMs) < shortMs
    if (isShort && (ttlMs < shortMs || isObscure)) callers.onShort()
    return given
  }

  /** Most answers take a moment, some come at once. */
  #well(): Behaviour {
    const latencyMs = (++this.#calls * 7919) % 400
    return latencyMs % 8 === 0 ? atOnce : { give: 'good', manner: 'promises', latencyMs }
  }

  #answer(call: Call, behaviour: Behaviour, process: number, callers: Callers): unknown {
    const { manner, latencyMs, obeys } = behaviour
    const give = (): unknown => {
      call.isSettled = true
      callers.onAnswer()
      return this.#gift(behaviour, callers)
    }
    const later = (run: () => void): void => void this.#options.clock.arm(run, latencyMs, process)
    const promised = (then: (resolve: Settle, reject: Settle) => void): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const giveUp = () => {
          call.isSettled = true
          callers.onAnswer()
          reject(call.signal.reason)
        }
        if (obeys) call.signal.addEventListener('abort', giveUp, { once: true })
        then(resolve, reject)
      })
    switch (manner) {
      case 'returns':
        return give()
      case 'promises':
        return promised((resolve, reject) => later(() => settle(give, resolve, reject)))
      case 'never':
        return promised(() => {})
      case 'settles-twice':
        return promised((resolve, reject) =>
          later(() => {
            settle(give, resolve, reject)
            settle(give, resolve, reject)
            reject(new Error('and a third time'))
          }),
        )
      case 'thenable-that-calls-twice':
        return {
          then(resolve: Settle, reject: Settle) {
            settle(give, resolve, reject)
            settle(give, resolve, reject)
            later(() => settle(give, resolve, reject))
          },
        }
      case 'thenable-that-throws-after':
        return {
          then(resolve: Settle, reject: Settle) {
            settle(give, resolve, reject)
            throw new Error('thrown after it was settled')
          },
        }
      case 'thenable-whose-then-throws':
        call.isSettled = true
        return {
          get then() {
            throw new Error('a getter that throws')
          },
        }
    }
  }

  #gift({ give, ms = 0, which = 0 }: Behaviour, callers: Callers): unknown {
    const { ttlMs } = this.#options
    switch (give) {
      case 'good':
        return this.#handOut(this.make(), callers)
      case 'short':
      case 'long':
        return this.#handOut(this.make(ms), callers)
      case 'skewed-iat':
        return this.#handOut(this.make(ttlMs, ms), callers)
      case 'same':
        return (this.mint.latest ?? this.make()).given
      case 'expired':
        return this.make(ttlMs, -2 * ttlMs).given
      case 'malformed':
        return malformedAnswers[which % malformedAnswers.length]
      case 'error':
        throw thrownErrors[which % thrownErrors.length]?.()
    }
  }
}

/** Three points of a token fall into a minute. */
const shortMs = 4 * 60_000

type Settle = (outcome: unknown) => void

function settle(give: () => unknown, resolve: Settle, reject: Settle): void {
  try {
    resolve(give())
  } catch (error) {
    reject(error)
  }
}

const atOnce: Behaviour = { give: 'good', manner: 'returns', latencyMs: 0 }
const down: Behaviour = { give: 'error', manner: 'promises', latencyMs: 10 }
