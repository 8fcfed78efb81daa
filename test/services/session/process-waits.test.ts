import { openSession } from 'halflife'
import { describe, expect, it, onTestFinished } from 'vitest'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'
import { nodeLike } from '../clock/node-like.ts'
import { callback, opaque, startMs } from './setting.ts'

/** A session on a clock as Node's; how such a process ends, process-exit.test.ts tries. */
function open() {
  const clock = new TestClock(startMs)
  const { call, refresh } = callback(clock)
  const { clock: like, isWaitedFor } = nodeLike(clock)
  const session = openSession({ token: opaque('token-0'), refresh, clock: like })
  onTestFinished(() => session.close())
  return { clock, call, session, isWaitedFor }
}

describe("a session's timer", () => {
  it('does not keep a process alive: neither before an attempt nor during it', () => {
    const { clock, isWaitedFor } = open()
    expect(isWaitedFor()).toBe(false)
    clock.advance(30_000)
    expect(isWaitedFor()).toBe(false)
  })

  it('does while somebody awaits a token, and no longer', async () => {
    const { session, call, isWaitedFor } = open()
    const next = session.refreshNow()
    expect(isWaitedFor()).toBe(true)
    await call(1).answer(opaque('token-1'))
    expect(await next).toBe('token-1')
    expect(isWaitedFor()).toBe(false)
  })

  it('does so for no longer than the attempt, if that fails', async () => {
    const { session, call, isWaitedFor } = open()
    session.refreshNow().catch(() => {})
    await call(1).fail()
    expect(isWaitedFor()).toBe(false)
  })
})
