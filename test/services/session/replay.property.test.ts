import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type JournalRecord, replay, resumeSession } from '../../../src/index.ts'
import {
  checkInvariants,
  modelDecider as model,
  TestClock,
  trace,
  traceOf,
} from '../../../src/testing/index.ts'
import { live } from '../../properties/session/run.ts'
import type { Script } from '../../properties/session/script.ts'
import { scripts } from '../../properties/session/scripts.ts'

const runs = { numRuns: 100 }

/** JWTs are known again after a restart, by the end they claim: here every token is one. */
const ofJwts = scripts({ jumps: false, closes: false, form: 'jwt' })

describe('a recorded session', () => {
  it('fold-is-live', () =>
    fc.assert(
      fc.asyncProperty(scripts(), async (script) => {
        await live(script, async (run) => {
          const replayed = await replay(await run.records())
          const { value, context } = run.session.actor.getSnapshot()
          expect(replayed.snapshot.value).toEqual(value)
          expect(replayed.snapshot.context).toEqual(context)
        })
      }),
      runs,
    ))

  it('every-prefix-is-legal', () =>
    fc.assert(
      fc.asyncProperty(scripts(), async (script) => {
        const records = await (await live(script)).records()
        const every = Math.ceil(records.length / 20)
        for (const { state, version } of records.filter((_, index) => index % every === 0)) {
          expect(await replay(records.slice(0, version))).toMatchObject({ state, version })
        }
      }),
      { numRuns: 50 },
    ))

  it('rehydration-is-sleep', () =>
    fc.assert(
      fc.asyncProperty(ofJwts, fc.nat(100), fc.nat(4 * 3_600_000), async (script, part, asleepMs) => {
        const cut = Math.round((script.steps.length * part) / 100)
        const crashed = await live({ ...script, steps: script.steps.slice(0, cut) })
        const before = await crashed.records()
        const last = traceOf(before)
        if (crashed.session.state === 'kicked') return

        const clock = new TestClock(crashed.clock.now() + asleepMs)
        const session = await resumeSession({
          ...options(script),
          journal: crashed.journal,
          stream: crashed.stream,
          token: tokenOf(crashed),
          refresh: () => new Promise(() => {}),
          clock,
          random: () => 0.5,
        })
        await clock.settle()
        await session.flush()
        const records: JournalRecord[] = []
        for await (const record of crashed.journal.read(crashed.stream)) records.push(record)
        const whole = traceOf(records)
        const { input, policy, entries } = whole

        // All in all it is one legal life, and the model agrees with every step of it.
        expect(checkInvariants(whole)).toEqual([])
        const events = entries.map(({ event }) => event)
        expect(entries.map(({ state }) => state)).toEqual(
          trace(model, { policy, input, events }).entries.map(({ state }) => state),
        )

        // A machine that had slept would have noticed what fell due, and nothing else; what was in flight is made again.
        const tail = entries.slice(last.entries.length)
        const slept = sleep(before, clock.now())
        const requests = tail.flatMap(({ facts }) => facts.filter(({ type }) => type === 'refresh.requested'))
        expect(requests.length).toBeLessThanOrEqual(1)
        expect(session.state).toBe(slept.phase)
        const made = tail.map(({ event }) => event.type)
        const isDue = slept.isDue ? ['deadline.reached'] : []
        const isResumed = slept.phase === 'kicked' ? [] : ['session.resumed']
        expect(made.filter((type) => type !== 'refresh.demanded')).toEqual([...isDue, ...isResumed])
        const resumed = tail.find(({ event }) => event.type === 'session.resumed')
        expect(resumed?.facts.length === 1).toBe(slept.isLost && slept.phase !== 'kicked')
        // Without a usable token, one is demanded at once, unless one is in flight or in backoff.
        if (made.includes('refresh.demanded')) {
          expect(() => session.token()).toThrow()
          expect(slept.isIdle).toBe(true)
        }
        await session.close()
        await crashed.session.close().catch(() => {})
      }),
      runs,
    ))
})

const options = ({ policy, retry, overlap, jitter, refreshTimeoutMs }: Script) => ({
  policy,
  retry,
  overlap,
  jitter,
  refreshTimeoutMs,
})

function tokenOf({ session }: Awaited<ReturnType<typeof live>>): string | null {
  try {
    return session.token()
  } catch {
    return null
  }
}

/** What the model makes of the records, and of a sleep until then. */
function sleep(records: readonly JournalRecord[], atMs: number) {
  const { policy, input, entries } = traceOf(records)
  let state = model.initial({ policy, input })
  for (const { event } of entries) state = model.decide(state, event).state
  const attempts = state.attempts
  const dueAtMs = model.nextDeadlineMs(state)
  const isDue = dueAtMs !== null && dueAtMs <= atMs
  if (isDue) state = model.decide(state, { type: 'deadline.reached', atMs }).state
  const isLost = state.requesting !== null && state.requesting.attempt <= attempts
  return { phase: state.phase, isDue, isLost, isIdle: state.requesting === null }
}
