import type { Clock } from '../../../services/clock/clock.ts'
import type { GivenToken } from '../../../services/refresh/given-token.ts'
import type { RefreshCallback } from '../../../services/refresh/refresh-callback.ts'
import type { Mint } from '../tokens/mint.ts'
import type { LifeRecipe } from '../tokens/recipe.ts'
import type { Behaviour, Behaviours, Reentry } from './behaviour.ts'
import { answerIn } from './manners.ts'
import { thrownErrors } from './thrown-errors.ts'

/** One call of a callback, as the callback saw it. */
export interface CallbackCall {
  /** From 1. */
  readonly number: number
  /** All that it was told, as it was told. */
  readonly told: readonly unknown[]
  /** The first `AbortSignal` among that, or in it. */
  readonly signal: AbortSignal | undefined
  /** When, by the clock, ms since the epoch. */
  readonly atMs: number
}

/** What a callback is made of, beside its behaviours. */
export interface CallbackSetting<Call extends string = Reentry> {
  /** Keeps its latencies. */
  readonly clock: Clock
  /** Makes its tokens. */
  readonly mint: Mint
  /**
   * The token that its keeper uses now, or used before that, for answers that bring it again. Default: the last but
   * one that the callback gave, or the one before that.
   */
  readonly known?: (which: 'in-use' | 'of-before') => GivenToken | undefined
  /** Calls into the keeper. Default: does nothing. */
  readonly reenter?: (call: Call) => void
  /** Puts a token into the shape that this keeper takes. Default: as it is, a string or `{ value, expiresInSeconds }`. */
  readonly shape?: (token: unknown) => unknown
  readonly onCall?: (call: CallbackCall) => void
  /** After so many calls it never answers again: some keepers call for ever. Default 100. */
  readonly patience?: number
}

/** A callback, and what can be seen of it. */
export interface MisbehavingCallback<Callback> {
  readonly callback: Callback
  /** Those up to its patience. */
  readonly calls: readonly CallbackCall[]
  /** From now on it does what it should: it gives a new opaque token of ten minutes, at once. */
  heal(): void
}

const healthy: LifeRecipe = { form: 'opaque', ttlMs: 600_000 }

/**
 * Makes a callback that does what its behaviours say, one after the other. It may be any keeper's: it looks for an
 * `AbortSignal` in whatever it is told, and gives tokens in the shape you like. (Its type is that of a session's
 * callback, unless you say another; what it gives breaks any type, that is the point.)
 */
export function callbackFrom<Callback = RefreshCallback, Call extends string = Reentry>(
  behaviours: Behaviours<Call>,
  setting: CallbackSetting<Call>,
): MisbehavingCallback<Callback> {
  const { clock, mint, reenter, shape = (token) => token, onCall, patience = 100 } = setting
  const calls: CallbackCall[] = []
  const given: unknown[] = []
  let isHealed = false

  const hand = (token: unknown): unknown => {
    if (token !== given.at(-1)) given.push(token)
    return token === undefined || token === null ? token : shape(token)
  }
  const ownKnown = (which: 'in-use' | 'of-before') => given.at(which === 'in-use' ? -1 : -2)
  const give = ({ answer }: Behaviour<Call>): unknown => {
    if (answer.give === 'error') throw thrownErrors[answer.error]()
    if (answer.give === 'token') return hand(mint.make(answer.recipe))
    const which = answer.give === 'token-in-use' ? 'in-use' : 'of-before'
    return hand((setting.known ?? ownKnown)(which) ?? mint.make({ form: 'jwt', ttlMs: 60_000 }))
  }

  const callback = (...told: unknown[]): unknown => {
    const isTired = !isHealed && calls.length >= patience
    if (isTired) return new Promise(() => {})
    const call = { number: calls.length + 1, told, signal: signalIn(told), atMs: clock.now() }
    calls.push(call)
    onCall?.(call)
    if (isHealed) return hand(mint.make(healthy))
    const behaviour = behaviours[(call.number - 1) % behaviours.length] ?? behaviours[0]
    if (behaviour.reenters !== 'nothing') reenter?.(behaviour.reenters)
    return answerIn(behaviour, () => give(behaviour), clock, call.signal)
  }
  return {
    callback: callback as Callback,
    calls,
    heal() {
      isHealed = true
    },
  }
}

function signalIn(told: readonly unknown[]): AbortSignal | undefined {
  const signals = told.flatMap((one) => [one, (Object(one) as { signal?: unknown }).signal])
  return signals.find((one): one is AbortSignal => one instanceof AbortSignal)
}
