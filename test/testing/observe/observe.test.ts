import { describe, expect, it } from 'vitest'
import { openSession, resumeSession } from '../../../src/index.ts'
import {
  checkInvariants,
  collectUnhandled,
  Mint,
  observe,
  settle,
  TestClock,
  unobservedIn,
} from '../../../src/testing/index.ts'

const minuteMs = 60_000

/** A session of tokens of a minute that is observed, and all there is to it. */
function observedSession() {
  const clock = new TestClock()
  const mint = new Mint(() => clock.now())
  const eye = observe()
  const refresh = () => mint.make({ form: 'jwt', ttlMs: minuteMs })
  const token = mint.make({ form: 'jwt', ttlMs: minuteMs })
  return { clock, mint, eye, refresh, token, session: openSession({ token, refresh, ...eye.options(clock) }) }
}

describe('an observed session', () => {
  it('shows every invariant, restart included', async () => {
    const unhandled = collectUnhandled()
    const { clock, mint, eye, refresh, session } = observedSession()
    await clock.advanceAsync(40_000)
    await clock.sleepAsync(10 * minuteMs)
    const token = session.token()
    await session.close()

    const later = new TestClock(clock.now() + 5_000)
    const { journal, stream, ...options } = eye.options(later)
    const resumed = await resumeSession({ token, refresh, journal, stream, ...options })
    await later.advanceAsync(2 * minuteMs)
    await later.sleepAsync(minuteMs)
    await resumed.close()
    await unhandled.stop()

    const trace = await eye.trace({ secrets: mint.strings, unhandled: unhandled.errors })
    expect(unobservedIn(trace)).toEqual([])
    expect(checkInvariants(trace)).toEqual([])
    // Every entry of both lives was seen, timers and all.
    expect(trace.entries.length).toBeGreaterThan(8)
    expect(trace.entries.map(({ armed }) => armed)).toEqual(trace.entries.map(() => 1))
    expect(trace.entries.flatMap(({ delaysMs = [] }) => delaysMs).length).toBeGreaterThan(8)
    expect(trace.closings).toHaveLength(2)
    expect(trace.armedAtTheEnd).toBe(0)
  })

  it('is seen with a timer too many', async () => {
    const { clock, eye, refresh, token } = observedSession()
    const again = eye.options(clock)
    again.clock.setTimeout(() => {}, 50_000)
    const two = observe()
    const options = two.options(clock)
    const other = openSession({ token, refresh, ...options })
    options.clock.setTimeout(() => {}, 50_000)
    await clock.advanceAsync(40_000)
    await other.flush()
    expect(checkInvariants(await two.trace())).toMatchObject([
      { invariant: 'one-timer', message: '2 timers were armed at once' },
    ])
    await other.close()
    expect(checkInvariants(await two.trace()).map(({ invariant }) => invariant)).toEqual(['one-timer'])
  })

  it('has no sleeps to show when somebody has set its clock', async () => {
    const { clock, eye, session } = observedSession()
    await clock.sleepAsync(minuteMs)
    await session.flush()
    expect(unobservedIn(await eye.trace())).not.toContain('sleep-is-just-late')
    clock.setBack(minuteMs)
    expect(unobservedIn(await eye.trace())).toContain('sleep-is-just-late')
    await session.close()
  })
})

describe('rejections that nobody handles', () => {
  it('are collected, and the others are left alone', async () => {
    const unhandled = collectUnhandled()
    const error = new Error('nobody handles this')
    Promise.reject(error)
    Promise.reject(new Error('but this')).catch(() => {})
    await settle()
    await unhandled.stop()
    expect(unhandled.errors).toEqual([error])
  })
})
