import type { Arbitrary } from 'fast-check'
import type { FastCheck } from '../fast-check.ts'
import { type TokensOptions, tokens } from '../tokens/tokens.ts'
import type { Answer, Behaviour, Behaviours, Manner, Reentry } from './behaviour.ts'
import { type ThrownError, thrownErrors } from './thrown-errors.ts'

/** What callbacks may be asked to be. */
export interface CallbacksOptions<Call extends string = Reentry> extends TokensOptions {
  /** What the callback may call its keeper with, by name; none: `[]`. Default: the methods of `Session`, `close` too. */
  readonly reentries?: readonly Call[]
  /** The most behaviours, before they begin again. Default 6. */
  readonly maxLength?: number
}

/** All that a callback may do to the session that calls it. */
export const sessionReentries: readonly Reentry[] = [
  'freshToken',
  'refreshNow',
  'token',
  'reportRejected',
  'supplyToken',
  'joinedConference',
  'leftConference',
  'ejectedFromConference',
  'close',
]

/**
 * Refresh callbacks that misbehave in every way there is: slow, silent, throwing, rejecting, settling twice, hostile
 * thenables, calls back into their keeper, deaf to their signal, with tokens new, old, dead and useless. As data, a
 * behaviour for each call; `callbackFrom` makes the callback.
 *
 * @example
 * fc.assert(fc.asyncProperty(callbacks(fc, { reentries: ['token'] }), async (behaviours) => {
 *   const { callback } = callbackFrom(behaviours, { clock, mint, reenter: () => keeper.token() })
 *   ...
 * }))
 */
export function callbacks<Call extends string = Reentry>(
  fc: FastCheck,
  options: CallbacksOptions<Call> = {},
): Arbitrary<Behaviours<Call>> {
  const { maxLength = 6 } = options
  const behaviour = behaviours(fc, options)
  return fc.array(behaviour, { minLength: 1, maxLength }) as unknown as Arbitrary<Behaviours<Call>>
}

/** What a callback, or an app, has to give. Shrinks towards a new token. */
export function answers(fc: FastCheck, options: TokensOptions = {}): Arbitrary<Answer> {
  return fc.oneof(
    {
      weight: 9,
      arbitrary: fc.record({ give: fc.constant('token' as const), recipe: tokens(fc, options) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ give: fc.constantFrom('token-in-use' as const, 'token-of-before' as const) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        give: fc.constant('error' as const),
        error: fc.constantFrom(...(Object.keys(thrownErrors) as ThrownError[])),
      }),
    },
  )
}

function behaviours<Call extends string>(
  fc: FastCheck,
  options: CallbacksOptions<Call>,
): Arbitrary<Behaviour<Call>> {
  return fc.record({
    answer: answers(fc, options),
    manner: manners(fc),
    latencyMs: fc.oneof(
      fc.constant(0),
      fc.integer({ min: 1, max: 2_000 }),
      fc.integer({ min: 1, max: 2 * 60_000 }),
    ),
    reenters: reentries(fc, options),
    signal: fc.constantFrom('ignores' as const, 'obeys' as const),
  })
}

function manners(fc: FastCheck): Arbitrary<Manner> {
  const among = (weight: number, ...names: Manner[]) => ({ weight, arbitrary: fc.constantFrom(...names) })
  return fc.oneof(
    among(6, 'promises', 'returns'),
    among(
      4,
      'never',
      'promise-that-settles-twice',
      'thenable',
      'thenable-that-calls-twice',
      'thenable-that-throws-after',
      'thenable-whose-then-throws',
    ),
  )
}

function reentries<Call extends string>(
  fc: FastCheck,
  options: CallbacksOptions<Call>,
): Arbitrary<Call | 'nothing'> {
  const among = options.reentries ?? (sessionReentries as readonly string[] as readonly Call[])
  // Seldom what ends a session: or no run is long.
  const isEnd = (name: string) => name === 'close' || name === 'ejectedFromConference'
  const weighted = (weight: number, names: readonly Call[]) =>
    names.length === 0 ? [] : [{ weight, arbitrary: fc.constantFrom<Call | 'nothing'>(...names) }]
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant<Call | 'nothing'>('nothing') },
    ...weighted(
      3,
      among.filter((name) => !isEnd(name)),
    ),
    ...weighted(1, among.filter(isEnd)),
  )
}
