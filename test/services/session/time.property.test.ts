import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JournalRecord } from '../../../src/index.ts'
import { type Behaviour, modelDecider as model, traceOf } from '../../../src/testing/index.ts'
import { live, Run } from '../../properties/session/run.ts'
import type { Script } from '../../properties/session/script.ts'
import { scripts } from '../../properties/session/scripts.ts'

const runs = { numRuns: 100 }
const minuteMs = 60_000

const silent: Behaviour = {
  answer: { give: 'token-in-use' },
  manner: 'never',
  latencyMs: 0,
  reenters: 'nothing',
  signal: 'ignores',
}

/** A session whose callback never answers. */
const patient = (ttlMs: number): Script => ({
  policy: 'stay',
  retry: 'points-only',
  overlap: 'allow',
  jitter: 0,
  refreshTimeoutMs: 2 ** 31,
  first: { form: 'opaque', ttlMs },
  aheadMs: 0,
  behaviours: [silent],
  steps: [],
})

describe('a session and its clock', () => {
  it('one-timer', () =>
    fc.assert(
      fc.asyncProperty(scripts(), async (script) => {
        const run = await live(script, ({ watched }) => expect(watched.armed()).toBeLessThanOrEqual(1))
        await run.session.close()
        expect(run.watched.armed()).toBe(0)
        expect(run.watched.mostArmed()).toBeLessThanOrEqual(1)
        // Slices of at most a minute, far from the 2^31 - 1 ms that platforms take.
        expect(run.watched.delays.filter((ms) => !(ms >= 0 && ms <= minuteMs))).toEqual([])
      }),
      runs,
    ))

  it('time-never-runs-back: a clock set back changes nothing', () =>
    fc.assert(
      fc.asyncProperty(
        scripts(),
        fc.integer({ min: 1, max: 400 * 24 * 60 * minuteMs }),
        async (script, ms) => {
          const run = await live(script)
          const before = await run.records()
          const { state } = run.session
          const context = structuredClone(run.session.actor.getSnapshot().context)
          await run.step({ time: 'set-back', ms })
          expect(await run.records()).toEqual(before)
          expect(run.session.state).toBe(state)
          expect(run.session.actor.getSnapshot().context).toEqual(context)
        },
      ),
      runs,
    ))

  it('time-never-runs-back: the next deadline comes when it would have come, within a slice for each set-back', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2000, max: 4 * 60 * minuteMs }),
        fc.array(fc.record({ afterMs: fc.nat(20 * minuteMs), backMs: fc.nat(400 * 24 * 60 * minuteMs) }), {
          maxLength: 4,
        }),
        async (ttlMs, backs) => {
          const run = new Run(patient(ttlMs))
          for (const { afterMs, backMs } of backs) {
            await run.step({ time: 'advance', ms: afterMs })
            if (run.calls.length === 0) await run.step({ time: 'set-back', ms: backMs })
          }
          await run.step({ time: 'advance', ms: ttlMs + backs.length * minuteMs })
          const halfMs = Math.ceil(ttlMs / 2)
          const calledAtMs = run.calls[0]?.elapsedMs
          expect(calledAtMs).toBeGreaterThanOrEqual(halfMs)
          expect(calledAtMs).toBeLessThanOrEqual(halfMs + backs.length * minuteMs)
        },
      ),
      runs,
    ))

  it('sleep-is-just-late: on waking, what the model calls due comes first, once, and nothing is dated back', () =>
    fc.assert(
      fc.asyncProperty(scripts({ jumps: false }), fc.nat(30 * 24 * 60 * minuteMs), async (script, ms) => {
        const run = await live(script)
        const before = await run.records()
        await run.step({ time: 'sleep', ms })
        const sinceThen = (await run.records()).slice(before.length)
        const dueAtMs = before.at(-1)?.type === 'session.closed' ? null : deadlineAfter(before)
        const isDue = dueAtMs !== null && dueAtMs <= run.clock.now()
        expect(sinceThen[0]?.type === 'deadline.reached').toBe(isDue)
        expect(sinceThen.filter(({ atMs }) => atMs !== run.clock.now())).toEqual([])
      }),
      runs,
    ))

  it('sleep-is-just-late: whoever sleeps past several points is asked once, for the latest', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2000, max: 10 * 24 * 60 * minuteMs }),
        fc.nat(400),
        async (ttlMs, percent) => {
          const run = new Run(patient(ttlMs))
          const ms = Math.floor((ttlMs * percent) / 100)
          await run.step({ time: 'sleep', ms })
          const due = [
            { at: Math.ceil(ttlMs / 2), stage: 'half' },
            { at: Math.ceil((ttlMs * 3) / 4), stage: 'three-quarter' },
            { at: ttlMs, stage: 'expiry' },
          ].filter(({ at }) => at <= ms)
          expect(run.calls.map(({ stage }) => stage)).toEqual(due.slice(-1).map(({ stage }) => stage))
        },
      ),
      runs,
    ))
})

/** When the model says that something is due next. */
function deadlineAfter(records: readonly JournalRecord[]): number | null {
  const { policy, input, entries } = traceOf(records)
  let state = model.initial({ policy, input })
  for (const { event } of entries) state = model.decide(state, event).state
  return model.nextDeadlineMs(state)
}
