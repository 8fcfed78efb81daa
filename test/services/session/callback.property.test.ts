import { inspect } from 'node:util'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type GivenToken, HalflifeError } from '../../../src/index.ts'
import {
  type Answer,
  type Behaviour,
  checkInvariants,
  type Manner,
  type ThrownError,
  thrownErrors,
  traceOf,
  type UselessToken,
  uselessTokens,
} from '../../../src/testing/index.ts'
import { live, Run } from '../../properties/session/run.ts'
import type { Script } from '../../properties/session/script.ts'
import { scripts } from '../../properties/session/scripts.ts'

const unhandled: unknown[] = []
const note = (error: unknown) => void unhandled.push(error)
beforeAll(() => void process.on('unhandledRejection', note))
afterAll(() => void process.off('unhandledRejection', note))

const behaviour = (answer: Answer, manner: Manner = 'promises'): Behaviour => ({
  answer,
  manner,
  latencyMs: 5,
  reenters: 'nothing',
  signal: 'ignores',
})

const useless = Object.entries(uselessTokens) as [UselessToken, (typeof uselessTokens)[UselessToken]][]

/** A token of a minute, and a callback that answers in one way. */
const answering = (answer: Behaviour): Script => ({
  policy: 'stay',
  retry: 'points-only',
  overlap: 'allow',
  jitter: 0,
  refreshTimeoutMs: 1000,
  first: { form: 'jwt', ttlMs: 60_000 },
  aheadMs: 0,
  behaviours: [answer],
  steps: [{ app: 'token' }, { time: 'advance', ms: 31_000 }],
})

describe('a misbehaving callback', () => {
  it('callbacks-cannot-hurt', () =>
    fc.assert(
      fc.asyncProperty(scripts(), async (script) => {
        const run = await live(script)
        await run.session.close()
        await run.clock.advanceAsync(10 * 60_000)
        const adopted = traceOf(await run.records()).entries.flatMap(({ facts }) =>
          facts.flatMap((fact) =>
            fact.type === 'token.adopted' && fact.attempt !== undefined ? [fact.attempt] : [],
          ),
        )
        expect(adopted).toEqual([...new Set(adopted)])
        expect(unhandled).toEqual([])
      }),
      { numRuns: 150 },
    ))

  it('attempts-are-numbered: each announced attempt is one call, told what the fact says', () =>
    fc.assert(
      fc.asyncProperty(scripts({ closes: false }), async (script) => {
        const run = await live(script)
        const facts = traceOf(await run.records()).entries.flatMap((entry) => entry.facts)
        const called = new Map(run.calls.map((call) => [call.attempt, call]))
        expect(called.size).toBe(run.calls.length)
        for (const { attempt, stage, isExpired } of run.calls) {
          expect(facts).toContainEqual(
            expect.objectContaining({ type: 'refresh.requested', attempt, stage, isExpired }),
          )
        }
        // An attempt is spared its call only if, in the same moment, it became useless.
        for (const fact of facts) {
          if (fact.type !== 'refresh.requested' || called.has(fact.attempt) || called.size >= 100) continue
          const ends = facts.filter(({ type }) => type === 'participant.kicked' || type === 'token.adopted')
          expect(ends.map(({ atMs }) => atMs)).toContain(fact.atMs)
        }
      }),
      { numRuns: 100 },
    ))

  describe('useless-tokens-are-failures', () => {
    const failsOnce = async (answer: Behaviour, reasons: readonly string[]) => {
      const run = await live(answering(answer))
      const [first] = run.mint.strings
      const failures = traceOf(await run.records()).entries.filter(({ event }) =>
        event.type.startsWith('refresh.'),
      )
      expect(failures).toHaveLength(1)
      const event = failures[0]?.event
      expect(event?.type).toBe('refresh.failed')
      expect(reasons).toContain(event?.type === 'refresh.failed' && event.reason)
      expect(run.session.token()).toBe(first)
      expect(run.session.state).toBe('refreshing-half')
      await run.clock.advanceAsync(28_000)
      expect(run.session.token()).toBe(first)
      expect(checkInvariants(traceOf(await run.records()))).toEqual([])
      await run.session.close()
    }

    for (const [like, { reasons }] of useless) {
      it(like, () => failsOnce(behaviour({ give: 'token', recipe: { form: 'useless', like } }), reasons))
    }
    for (const error of Object.keys(thrownErrors) as ThrownError[]) {
      it(`throws ${error}`, () => failsOnce(behaviour({ give: 'error', error }, 'returns'), ['threw']))
      it(`rejects with ${error}`, () => failsOnce(behaviour({ give: 'error', error }), ['threw']))
    }
    it('the string in use again', () => failsOnce(behaviour({ give: 'token-in-use' }), ['unchanged']))
    it('a token that is dead already', () =>
      failsOnce(behaviour({ give: 'token', recipe: { form: 'jwt', ttlMs: 60_000, ageMs: 600_000 } }), [
        'expired',
        'unchanged',
      ]))
    it('nothing, ever', () => failsOnce(behaviour({ give: 'token-in-use' }, 'never'), ['timed-out']))
    it('a thenable whose then throws', () =>
      failsOnce(behaviour({ give: 'token-in-use' }, 'thenable-whose-then-throws'), ['threw']))
  })

  describe('an error with odd fields is a failure like any other, and is recorded', () => {
    for (const error of [
      { name: 42 },
      { name: {} },
      { code: Number.NaN },
      { code: { secret: 1 } },
      { status: '503' },
      { status: Number.POSITIVE_INFINITY },
      Object.create(null),
      Symbol('thrown'),
    ]) {
      it(inspect(error), async () => {
        const run = new Run(answering(behaviour({ give: 'token-in-use' })), {
          refresh: () => {
            throw error
          },
        })
        await run.step({ time: 'advance', ms: 31_000 })
        const last = (await run.records()).at(-1)
        expect(last?.event).toMatchObject({ type: 'refresh.failed', reason: 'threw' })
        expect(run.session.journalLag).toBe(0)
        await run.session.close()
      })
    }
  })

  describe('what is no token is refused where it enters, by an error of ours', () => {
    for (const [like] of useless) {
      it(`${like}: supplied to a session`, async () => {
        const run = new Run({ ...answering(behaviour({ give: 'token-in-use' })), steps: [] })
        const before = await run.records()
        const token = run.mint.make({ form: 'useless', like }) as GivenToken
        expect(() => run.session.supplyToken(token)).toThrow(HalflifeError)
        expect(await run.records()).toEqual(before)
        await run.session.close()
      })
    }
  })

  it('late-results-never-harm: an answer after the time-out is adopted, if it is the first of use', async () => {
    const late = {
      ...behaviour({ give: 'token', recipe: { form: 'opaque', ttlMs: 60_000 } }),
      latencyMs: 5000,
    }
    const run = new Run(answering(late))
    await run.step({ time: 'advance', ms: 34_999 })
    expect(run.session.state).toBe('refreshing-half')
    await run.step({ time: 'advance', ms: 1 })
    expect(run.session.state).toBe('valid')
    expect(run.session.token()).toBe(run.mint.strings[1])
    await run.session.close()
  })
})
