import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextDeadlineMs } from '../../../src/index.ts'
import { type Answer, type Behaviour, readTrace, traceOf } from '../../../src/testing/index.ts'
import { live } from '../../properties/session/run.ts'
import type { Script } from '../../properties/session/script.ts'
import { scripts } from '../../properties/session/scripts.ts'

const runs = { numRuns: 100 }
const minuteMs = 60_000

/** Sessions whose process never sleeps and whose clock is never set. */
const awake = (policy?: 'stay' | 'kick') =>
  scripts({ jumps: false, closes: false, ...(policy && { policy }) }).map(
    (script): Script => ({
      ...script,
      steps: script.steps.map((step) =>
        'time' in step && step.time === 'sleep' ? { ...step, time: 'advance', ms: 1000 } : step,
      ),
    }),
  )

/** An answer that brings nothing of use. */
const deafen = (answer: Answer): Answer =>
  answer.give === 'error' || (answer.give === 'token' && answer.recipe.form === 'useless')
    ? answer
    : { give: 'error', error: 'an error' }

describe('a session that is awake', () => {
  it('L1: processes a deadline when it is due', () =>
    fc.assert(
      fc.asyncProperty(awake(), async (script) => {
        await live(script, async ({ session, clock }) => {
          // A token may come when its half is over: that is due at once.
          await clock.advanceAsync(0)
          const dueAtMs = nextDeadlineMs(session.actor.getSnapshot())
          if (dueAtMs !== null) expect(dueAtMs).toBeGreaterThan(clock.now())
        })
      }),
      runs,
    ))

  it('L2: every attempt in flight settles by its time-out', () =>
    fc.assert(
      fc.asyncProperty(awake(), async (script) => {
        await live(script, async (run) => {
          const inFlight = [...readTrace(traceOf(await run.records()))].at(-1)?.after.inFlight
          if (inFlight) expect(inFlight.atMs + script.refreshTimeoutMs).toBeGreaterThan(run.clock.now())
        })
      }),
      { numRuns: 60 },
    ))

  it('L3: under stay, once the callback works, whoever asks has a token again', () =>
    fc.assert(
      fc.asyncProperty(scripts({ policy: 'stay', closes: false, form: 'opaque' }), async (script) => {
        const run = await live(script)
        run.heal()
        // Attempts that hang time out after five minutes at most, and a backoff lasts one.
        for (let round = 0; round < 3; round++) {
          await run.step({ app: 'freshToken' })
          await run.step({ time: 'advance', ms: 6 * minuteMs })
        }
        expect(() => run.session.token()).not.toThrow()
        expect(run.session.state).not.toBe('expired')
      }),
      runs,
    ))

  it('L3: under stay, once the callback works, the backoff alone brings a token', () =>
    fc.assert(
      fc.asyncProperty(scripts({ policy: 'stay', closes: false, form: 'opaque' }), async (script) => {
        const run = await live({ ...script, retry: 'backoff' })
        run.heal()
        await run.step({ time: 'advance', ms: 20 * minuteMs })
        expect(run.session.state).not.toBe('expired')
        expect(() => run.session.token()).not.toThrow()
      }),
      runs,
    ))

  it('L4: under kick, in a conference, without a new token, the participant is kicked at the end', () => {
    const useless = scripts({ policy: 'kick', closes: false, jumps: false }).map((script): Script => {
      const deaf = script.behaviours.map((behaviour): Behaviour => {
        return { ...behaviour, answer: deafen(behaviour.answer), reenters: 'nothing' }
      })
      const ttlMs = Math.min(script.first?.ttlMs ?? 60_000, 60 * minuteMs)
      return {
        ...script,
        first: { form: 'opaque', ttlMs },
        behaviours: deaf as [Behaviour, ...Behaviour[]],
        steps: [{ app: 'joinedConference' }, { time: 'advance', ms: ttlMs - 1 }],
      }
    })
    return fc.assert(
      fc.asyncProperty(useless, async (script) => {
        const run = await live(script)
        expect(run.session.state).not.toBe('kicked')
        await run.step({ time: 'advance', ms: 1 })
        expect(run.session.state).toBe('kicked')
        expect(run.events.filter(({ type }) => type === 'participant.kicked')).toHaveLength(1)
      }),
      runs,
    )
  })
})
