import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answers, type Behaviour } from '../../../src/testing/index.ts'
import { Run } from '../../properties/session/run.ts'
import type { Script } from '../../properties/session/script.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const yearMs = 365 * 24 * hourMs

const giving = (answer: Behaviour['answer']): Behaviour => ({
  answer,
  manner: 'returns',
  latencyMs: 0,
  reenters: 'nothing',
  signal: 'ignores',
})

const hourly = { form: 'jwt', ttlMs: hourMs } as const
const plain: Script = {
  policy: 'stay',
  retry: 'backoff',
  overlap: 'allow',
  jitter: 0,
  refreshTimeoutMs: 30_000,
  first: hourly,
  aheadMs: 0,
  behaviours: [giving({ give: 'token', recipe: hourly })],
  steps: [],
}

/** The most calls in any window of that length. */
function busiest({ calls }: Run, windowMs: number): number {
  const times = calls.map(({ elapsedMs }) => elapsedMs)
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length))
}

describe('storms-are-bounded', () => {
  it('with a local clock any amount fast or slow', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.integer({ min: -10 * yearMs, max: 10 * yearMs }),
          fc.integer({ min: -3 * hourMs, max: 3 * hourMs }),
        ),
        fc.constantFrom('stay' as const, 'kick' as const),
        fc.nat(5000),
        async (aheadMs, policy, latencyMs) => {
          const manner = 'promises' as const
          const behaviours = [{ ...giving({ give: 'token', recipe: hourly }), manner, latencyMs }] as const
          const run = new Run({ ...plain, policy, aheadMs, behaviours })
          await run.step({ time: 'advance', ms: 5 * hourMs })
          await run.session.close()
          expect(busiest(run, minuteMs)).toBeLessThanOrEqual(3)
        },
      ),
      { numRuns: 60 },
    ))

  it('with a local clock that is set while the session lives', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            after: fc.nat(100 * minuteMs),
            time: fc.constantFrom('set-back' as const, 'set-forward' as const),
            ms: fc.oneof(fc.nat(3 * hourMs), fc.nat(yearMs)),
          }),
          { minLength: 1, maxLength: 3 },
        ),
        async (jumps) => {
          const run = new Run(plain)
          for (const { after, time, ms } of jumps) {
            await run.step({ time: 'advance', ms: after })
            await run.step({ time, ms })
          }
          await run.step({ time: 'advance', ms: 3 * hourMs })
          await run.session.close()
          expect(busiest(run, minuteMs)).toBeLessThanOrEqual(3 * jumps.length)
        },
      ),
      { numRuns: 60 },
    ))

  it('when the platform rejects every new token', async () => {
    const run = new Run(plain)
    run.session.on(
      'token.adopted',
      () => void setImmediate(() => run.step({ app: 'reportRejected', which: 'in-use' })),
    )
    await run.step({ app: 'reportRejected', which: 'in-use' })
    for (let minute = 0; minute < 60; minute++) await run.step({ time: 'advance', ms: minuteMs })
    await run.session.close()
    expect(run.calls.length).toBeGreaterThan(10)
    expect(busiest(run, minuteMs)).toBeLessThanOrEqual(9)
    // By then the quiet times have grown to half a minute and more.
    expect(busiest({ ...run, calls: run.calls.slice(9) } as unknown as Run, minuteMs)).toBeLessThanOrEqual(2)
  })

  it('whatever the callback gives of no use, and however many ask and report', () =>
    fc.assert(
      fc.asyncProperty(
        answers(fc, { uselessOneIn: 1 }).filter(({ give }) => give !== 'token-of-before'),
        fc.integer({ min: 50, max: 900 }),
        async (answer, everyMs) => {
          const run = new Run({ ...plain, behaviours: [giving(answer)] })
          for (let passedMs = 0; passedMs < 5 * minuteMs; passedMs += everyMs) {
            await run.step({ app: 'reportRejected', which: 'in-use' })
            await run.step({ app: 'freshToken' })
            await run.step({ time: 'advance', ms: everyMs })
          }
          await run.session.close()
          expect(busiest(run, minuteMs)).toBeLessThanOrEqual(9)
          expect(run.calls.length).toBeLessThanOrEqual(9 + 3 * 5)
          expect(run.awaited.filter(({ settled }) => settled !== 'rejected').map(({ what }) => what)).toEqual(
            [],
          )
        },
      ),
      { numRuns: 20 },
    ))

  it('with points-only, rejections and questions each make a call of their own, and nothing else does', async () => {
    const run = new Run({
      ...plain,
      retry: 'points-only',
      behaviours: [giving({ give: 'error', error: 'an error' })],
    })
    for (let n = 0; n < 10; n++) await run.step({ app: 'reportRejected', which: 'in-use' })
    expect(run.calls).toHaveLength(10)
    for (let n = 0; n < 10; n++) await run.step({ app: 'freshToken' })
    expect(run.calls).toHaveLength(20)
    await run.step({ time: 'advance', ms: 2 * hourMs })
    expect(run.calls.map(({ stage }) => stage).slice(20)).toEqual(['half', 'three-quarter', 'expiry'])
    await run.session.close()
  })
})
