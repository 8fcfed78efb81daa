import fc, { type Arbitrary } from 'fast-check'
import type { Policy } from '../../../src/index.ts'
import { sessionReentries } from '../../../src/testing/arbitraries/callbacks/callbacks.ts'
import {
  answers,
  type CallbacksOptions,
  callbacks,
  clockErrors,
  clockSteps,
  type LifeRecipe,
  liveTokens,
} from '../../../src/testing/index.ts'
import type { Script, Step } from './script.ts'

const oneOf = <const Name extends string>(...names: Name[]): Arbitrary<Name> => fc.constantFrom(...names)

/** What scripts may be asked to be. */
export interface ScriptOptions {
  readonly policy?: Policy
  /** Whether the wall clock is ever set. Default `true`. */
  readonly jumps?: boolean
  /** Whether the app, or the callback, closes the session. Default `true`. */
  readonly closes?: boolean
  /** The form of all tokens. Default: any. */
  readonly form?: LifeRecipe['form']
  /** The most steps. Default 16. */
  readonly maxLength?: number
}

/** All that a callback may do but close the session. */
const harmless = sessionReentries.filter((reentry) => reentry !== 'close')

const jumpsOf = ({ jumps = true }: ScriptOptions) => (jumps ? 'sometimes' : 'never')

function steps(options: ScriptOptions): Arbitrary<Step> {
  const { closes = true, form } = options
  const step = <Of extends Step>(weight: number, arbitrary: Arbitrary<Of>) => ({
    weight,
    arbitrary: arbitrary as Arbitrary<Step>,
  })
  return fc.oneof(
    step(14, clockSteps(fc, { jumps: jumpsOf(options) })),
    step(5, fc.record({ app: oneOf('freshToken', 'refreshNow', 'token') })),
    step(
      3,
      fc.record({ app: oneOf('reportRejected'), which: oneOf('in-use', 'in-use', 'of-before', 'unknown') }),
    ),
    step(2, fc.record({ app: oneOf('supplyToken'), answer: answers(fc, { form }) })),
    step(3, fc.record({ app: oneOf('joinedConference', 'leftConference') })),
    step(1, fc.record({ app: oneOf('ejectedFromConference') })),
    step(closes ? 1 : 0, fc.record({ app: oneOf('close') })),
  )
}

/** Sessions, their misbehaving callbacks, and what happens to both. */
export function scripts(options: ScriptOptions = {}): Arbitrary<Script> {
  const { policy, closes = true, maxLength = 16, form } = options
  const ofCallback: CallbacksOptions = { form, ...(!closes && { reentries: harmless }) }
  return fc
    .record({
      policy: policy ? fc.constant(policy) : fc.constantFrom<Policy>('stay', 'kick'),
      ways: fc.constantFrom(
        { retry: 'backoff', overlap: 'allow' } as const,
        { retry: 'points-only', overlap: 'allow' } as const,
        { retry: 'backoff', overlap: 'join' } as const,
      ),
      jitter: fc.constantFrom(0, 0.1, 0.2),
      refreshTimeoutMs: fc.constantFrom(1, 500, 30_000, 5 * 60_000),
      first: fc.option(liveTokens(fc, { form }), { freq: 8 }),
      aheadMs: clockErrors(fc, jumpsOf(options)),
      behaviours: callbacks(fc, ofCallback),
      steps: fc.array(steps(options), { maxLength, size: 'max' }),
    })
    .map(({ ways, ...script }) => ({ ...script, ...ways }))
}
