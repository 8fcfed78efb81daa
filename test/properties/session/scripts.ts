import fc, { type Arbitrary } from 'fast-check'
import type { Policy } from '../../../src/index.ts'
import type { Answer, Behaviour, Script, Step } from './script.ts'
import type { Recipe } from './tokens.ts'
import { thrown, uselessAnswers } from './useless.ts'

const oneOf = <const Name extends string>(...names: Name[]): Arbitrary<Name> => fc.constantFrom(...names)

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs

/** Most tokens live minutes, so that a run sees many of their ends; some live milliseconds or weeks. */
const ttls = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 4, max: 600 }).map((n) => n * secondMs) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 20 }) },
  { weight: 1, arbitrary: fc.integer({ min: hourMs, max: 60 * 24 * hourMs }) },
)

const recipes = (form?: Recipe['form']): Arbitrary<Recipe> =>
  fc.record(
    {
      form: form ? oneOf(form) : oneOf('jwt', 'jwt-without-iat', 'opaque'),
      ttlMs: ttls,
      ageMs: fc.integer({ min: 0, max: 10 * minuteMs }),
    },
    { requiredKeys: ['form', 'ttlMs'] },
  )

const answers = (form?: Recipe['form']): Arbitrary<Answer> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ give: oneOf('token'), recipe: recipes(form) }) },
    {
      weight: 1,
      arbitrary: fc.record({ give: oneOf('token-in-use', 'token-of-before') }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ give: oneOf('useless'), index: fc.nat(uselessAnswers.length - 1) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ give: oneOf('error'), index: fc.nat(thrown.length - 1) }),
    },
  )

const behaviours = (form?: Recipe['form']): Arbitrary<Behaviour> =>
  fc.record({
    answer: answers(form),
    manner: fc.oneof(
      { weight: 6, arbitrary: oneOf('promises', 'returns') },
      {
        weight: 4,
        arbitrary: oneOf(
          'never',
          'thenable',
          'thenable-that-calls-twice',
          'thenable-that-throws-after',
          'thenable-whose-then-throws',
          'promise-that-settles-twice',
        ),
      },
    ),
    latencyMs: fc.oneof(
      fc.constant(0),
      fc.integer({ min: 1, max: 2 * secondMs }),
      fc.integer({ min: 1, max: 2 * minuteMs }),
    ),
    reentry: fc.oneof(
      { weight: 6, arbitrary: oneOf('nothing') },
      {
        weight: 3,
        arbitrary: oneOf(
          'freshToken',
          'refreshNow',
          'token',
          'reportRejected',
          'supplyToken',
          'joinedConference',
          'leftConference',
        ),
      },
      { weight: 1, arbitrary: oneOf('ejectedFromConference', 'close') },
    ),
    obeys: fc.boolean(),
  })

/** What scripts may be asked to be. */
export interface ScriptOptions {
  readonly policy?: Policy
  /** Whether the wall clock is ever set. Default `true`. */
  readonly jumps?: boolean
  /** Whether the app, or the callback, closes the session. Default `true`. */
  readonly closes?: boolean
  /** The form of all tokens. Default: any. */
  readonly form?: Recipe['form']
  /** The most steps. Default 16. */
  readonly maxLength?: number
}

const pauses = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 5 * secondMs }) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 5 * minuteMs }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 * hourMs }) },
)

function steps({ jumps = true, closes = true, form }: ScriptOptions): Arbitrary<Step> {
  const sleeps = fc.oneof(
    { weight: 3, arbitrary: pauses },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 30 * 24 * hourMs }) },
  )
  const step = <Of extends Step>(weight: number, arbitrary: Arbitrary<Of>) => ({
    weight,
    arbitrary: arbitrary as Arbitrary<Step>,
  })
  return fc.oneof(
    step(9, fc.record({ time: oneOf('advance'), ms: pauses })),
    step(2, fc.record({ time: oneOf('sleep'), ms: sleeps })),
    step(jumps ? 2 : 0, fc.record({ time: oneOf('set-back', 'set-forward'), ms: sleeps })),
    step(jumps ? 1 : 0, fc.record({ time: oneOf('throttle'), ms: fc.constantFrom(1, secondMs, minuteMs) })),
    step(5, fc.record({ app: oneOf('freshToken', 'refreshNow', 'token') })),
    step(
      3,
      fc.record({ app: oneOf('reportRejected'), which: oneOf('in-use', 'in-use', 'of-before', 'unknown') }),
    ),
    step(2, fc.record({ app: oneOf('supplyToken'), answer: answers(form) })),
    step(3, fc.record({ app: oneOf('joinedConference', 'leftConference') })),
    step(1, fc.record({ app: oneOf('ejectedFromConference') })),
    step(closes ? 1 : 0, fc.record({ app: oneOf('close') })),
  )
}

/** Sessions, their misbehaving callbacks, and what happens to both. */
export function scripts(options: ScriptOptions = {}): Arbitrary<Script> {
  const { policy, jumps = true, closes = true, maxLength = 16, form } = options
  const behaviour = closes
    ? behaviours(form)
    : behaviours(form).map(
        (one): Behaviour => (one.reentry === 'close' ? { ...one, reentry: 'nothing' } : one),
      )
  return fc
    .record({
      policy: policy ? fc.constant(policy) : fc.constantFrom<Policy>('stay', 'kick'),
      ways: fc.constantFrom(
        { retry: 'backoff', overlap: 'allow' } as const,
        { retry: 'points-only', overlap: 'allow' } as const,
        { retry: 'backoff', overlap: 'join' } as const,
      ),
      jitter: fc.constantFrom(0, 0.1, 0.2),
      refreshTimeoutMs: fc.constantFrom(1, 500, 30_000, 5 * minuteMs),
      first: fc.option(recipes(form), { freq: 8 }),
      aheadMs: jumps ? fc.constantFrom(0, 0, 0, -70 * minuteMs, 70 * minuteMs) : fc.constant(0),
      behaviours: fc.array(behaviour, { minLength: 1, maxLength: 6 }) as unknown as Arbitrary<
        [Behaviour, ...Behaviour[]]
      >,
      steps: fc.array(steps(options), { maxLength, size: 'max' }),
    })
    .map(({ ways, ...script }) => ({ ...script, ...ways }))
}
