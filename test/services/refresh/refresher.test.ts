import { describe, expect, it } from 'vitest'
import { initialContext, type TokenContext } from '../../../src/machines/context.ts'
import type { RefreshFailed, RefreshSucceeded } from '../../../src/machines/events.ts'
import { SteadyTime } from '../../../src/services/clock/steady-time.ts'
import { Refresher, type RefresherOptions } from '../../../src/services/refresh/refresher.ts'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'
import { callback, hourMs, jwt, opaque, startMs } from '../session/setting.ts'

const input = { token: { issuedAtMs: startMs, expiresAtMs: startMs + hourMs }, atMs: startMs }

/** A refresher under a host that knows only this; attempt 1 is under way. */
function refresher(context: Partial<TokenContext> = {}, options: Partial<RefresherOptions> = {}) {
  const clock = new TestClock(startMs)
  const { calls, call, refresh } = callback(clock)
  const told: (RefreshSucceeded | RefreshFailed)[] = []
  const skewed: number[] = []
  const made = new Refresher(
    {
      refresh,
      refreshTimeoutMs: 5000,
      retry: 'backoff',
      jitter: 0,
      random: () => 0.5,
      time: new SteadyTime(clock),
      ...options,
    },
    {
      context: () => ({ ...initialContext(input), inFlight: 'half', lastAttempt: 1, ...context }),
      inUse: () => 'token-0',
      tell: (event) => told.push(event),
      skewed: (aheadMs) => skewed.push(aheadMs),
    },
  )
  const request = (attempt: number) =>
    made.request({ type: 'refresh.requested', atMs: startMs, attempt, stage: 'half', isExpired: false })
  request(1)
  return { clock, calls, call, told, skewed, request, made }
}

describe('a failure', () => {
  it('of the attempt in flight carries when to try again', async () => {
    const { call, told } = refresher({ failures: 1 })
    await call(1).fail()
    expect(told).toMatchObject([{ reason: 'threw', retryAtMs: startMs + 1500 }])
  })

  it.each([
    ['of an attempt that another one has followed', { lastAttempt: 2 }, {}],
    ['of an attempt that was needed no more', { inFlight: null }, {}],
    ['of an old attempt while none is in flight', { inFlight: null, lastAttempt: 2 }, {}],
    ['under points-only', {}, { retry: 'points-only' }],
  ] as const)('%s carries no time', async (_what, context, options) => {
    const { call, told } = refresher(context, options)
    await call(1).fail(undefined)
    expect(told).toEqual([{ type: 'refresh.failed', atMs: startMs, attempt: 1, reason: 'threw' }])
  })
})

describe('a success', () => {
  it.each([
    ['of a generation that was rejected carries until when to be quiet', true, 'backoff', 1500],
    ['of another one does not', false, 'backoff', undefined],
    ['under points-only does not', true, 'points-only', undefined],
  ] as const)('%s', async (_what, isRejected, retry, quietMs) => {
    const { call, told } = refresher({ isRejected, rejectedInARow: 2 }, { retry })
    await call(1).answer(opaque('token-1', 60))
    const token = { issuedAtMs: startMs, expiresAtMs: startMs + 60_000 }
    const quiet = quietMs !== undefined && { quietUntilMs: startMs + quietMs }
    expect(told).toEqual([{ type: 'refresh.succeeded', atMs: startMs, attempt: 1, token, ...quiet }])
  })
})

describe('a refresher', () => {
  it('times its attempts out one by one, and waits for no others', () => {
    const { clock, call, told, request, made } = refresher()
    expect(made.nextTimeOutMs).toBe(startMs + 5000)
    clock.advance(1000)
    request(2)
    expect(made.nextTimeOutMs).toBe(startMs + 5000)
    clock.advance(4000)
    made.timeOut()
    expect(told).toMatchObject([{ attempt: 1, reason: 'timed-out' }])
    expect([call(1).signal.aborted, call(2).signal.aborted]).toEqual([true, false])
    expect(made.nextTimeOutMs).toBe(startMs + 6000)
    clock.advance(1000)
    made.timeOut()
    expect(made.nextTimeOutMs).toBe(Infinity)
  })

  it('says of an attempt that was needed no more, and never answered, that it was aborted', () => {
    const { clock, call, told, made } = refresher({ inFlight: null })
    made.abort()
    expect(call(1).signal.aborted).toBe(true)
    clock.advance(5000)
    made.timeOut()
    expect(told).toMatchObject([{ attempt: 1, reason: 'aborted' }])
  })

  it('that is closed calls nobody, tells nothing, and waits for nothing', async () => {
    const { calls, call, told, skewed, request, made } = refresher()
    request(2)
    made.close()
    expect([call(1).signal.aborted, made.nextTimeOutMs]).toEqual([true, Infinity])
    request(3)
    await call(1).answer(jwt(startMs - 2 * hourMs, startMs - hourMs))
    await call(2).fail()
    expect([calls.length, told, skewed]).toEqual([2, [], []])
  })
})
