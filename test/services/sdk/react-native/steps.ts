import fc from 'fast-check'
import type { Ending, Step } from './script.ts'

/** A JWT of ten minutes that nobody has signed: enough for who reads its times. */
export const jwt = (id: string): string => {
  const claims = { iat: 1_800_000_000, exp: 1_800_000_600, jti: id }
  const parts = [{ alg: 'none' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  return `${parts.join('.')}.c2ln`
}

// The steps, by what an author of scenarios wants to say.
export const initialize = (key: unknown, secret: unknown): Step => ({ do: 'initialize', key, secret })
export const initializeToken = (token: unknown, callback: number | null = 1): Step => ({
  do: 'initializeToken',
  token,
  callback,
})
export const refreshNeeded = (isExpired = false): Step => ({ do: 'refreshNeeded', isExpired })
export const resolves = (value: unknown, call = 0): Step => ({ do: 'end', call, ending: { resolves: value } })
export const rejects = (code: string, call = 0): Step => ({ do: 'end', call, ending: { rejects: code } })
export const throws = (code: string): Step => ({ do: 'behave', manner: { throws: code } })
export const returns = (value: unknown): Step => ({ do: 'behave', manner: { returns: value } })
export const pause: Step = { do: 'pause' }

const token = fc.constantFrom(jwt('a'), jwt('b'), jwt('c'))
const noToken = fc.constantFrom(null, undefined, '', 'malformed', 'a b', 42, {})
const empty = fc.constantFrom('', null, undefined, 0, false)
const answer = fc.oneof({ arbitrary: token, weight: 4 }, { arbitrary: empty, weight: 2 }, fc.constant(42))
const code = fc.constantFrom('UNREACHABLE', 'ERR_A', 'invalid_grant')

const ending: fc.Arbitrary<Ending> = fc.oneof(
  { arbitrary: answer.map((resolves) => ({ resolves })), weight: 3 },
  { arbitrary: fc.option(code, { nil: undefined }).map((rejects) => ({ rejects })), weight: 1 },
)

const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.boolean().map(refreshNeeded), weight: 6 },
  {
    arbitrary: fc.record({ do: fc.constant('end' as const), call: fc.nat({ max: 2 }), ending }),
    weight: 6,
  },
  { arbitrary: fc.constant(pause), weight: 4 },
  {
    arbitrary: fc
      .tuple(
        fc.oneof({ arbitrary: token, weight: 3 }, { arbitrary: noToken, weight: 1 }),
        fc.option(fc.integer({ min: 1, max: 3 }), { freq: 12, nil: null }),
      )
      .map(([given, callback]) => initializeToken(given, callback)),
    weight: 3,
  },
  {
    arbitrary: fc
      .tuple(fc.constantFrom('key', '', undefined, null), fc.constantFrom('secret', '', undefined))
      .map(([key, secret]) => initialize(key, secret)),
    weight: 1,
  },
  {
    arbitrary: fc
      .oneof(
        fc.constant('promises' as const),
        code.map((throws) => ({ throws })),
        answer.map((returns) => ({ returns })),
      )
      .map((manner) => ({ do: 'behave', manner }) as const),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('native' as const),
      initializations: fc.constantFrom('resolve' as const, 'reject' as const),
      ok: fc.constantFrom('takes' as const, 'throws' as const),
    }),
    weight: 1,
  },
)

/** Scenarios of every kind; most begin as an app does. */
export const scenarios: fc.Arbitrary<Step[]> = fc
  .tuple(fc.boolean(), fc.array(step, { maxLength: 24 }))
  .map(([asApp, steps]) => (asApp ? [initializeToken(jwt('first')), pause, ...steps] : steps))
