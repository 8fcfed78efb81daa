import { createMemoryJournal, machineVersion, type ResumeOptions, resumeSession } from 'halflife'
import { describe, expect, it, onTestFinished } from 'vitest'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'
import {
  callback,
  hourMs,
  jwt,
  minuteMs,
  type Options,
  opaque,
  open,
  rejection,
  startMs,
  told,
} from './setting.ts'

const stream = 'room/alice'
const first = jwt(startMs, startMs + 60_000)

/** A session that was, 10 seconds long unless it says otherwise, and is resumed at a moment. */
async function resumed(
  options: Partial<ResumeOptions>,
  {
    past = {},
    live = ({ clock }) => clock.advance(10_000),
    atMs = 20_000,
  }: {
    past?: Options
    live?: (setting: ReturnType<typeof open>) => unknown
    atMs?: number
  } = {},
) {
  const journal = createMemoryJournal()
  const before = open({ token: first, journal, stream, ...past })
  await live(before)
  await before.session.flush()
  const clock = new TestClock(startMs + atMs)
  const { calls, call, refresh } = callback(clock)
  const session = await resumeSession({ journal, stream, refresh, clock, random: () => 0.5, ...options })
  onTestFinished(() => session.close().catch(() => {}))
  await clock.settle()
  const context = () => session.actor.getSnapshot().context
  return { clock, calls, call, session, context, journal, before }
}

describe('the token with which a session is resumed', () => {
  it('keeps its generation and its recorded life if it claims the same end', async () => {
    const { session, context, calls } = await resumed({ token: first }, { past: { jitter: 0.2 } })
    expect(session.token()).toBe(first)
    expect(context()).toMatchObject({
      generation: 0,
      issuedAtMs: startMs,
      expiresAtMs: startMs + 60_000,
      jitterMs: 6000,
    })
    expect(calls).toEqual([])
  })

  it('keeps them for an opaque one with an end told', async () => {
    const token = { value: 'opaque', expiresAtMs: startMs + 60_000 }
    const { session, context } = await resumed({ token }, { past: { token } })
    expect([session.token(), context().generation]).toEqual(['opaque', 0])
  })

  it('keeps the life that a wrong clock was found out with, not what the wrong clock says', async () => {
    const behind = startMs - 70 * minuteMs
    const answer = jwt(behind, behind + hourMs, 'skewed')
    const { session, context, calls, clock } = await resumed(
      { token: answer },
      {
        past: { token: null },
        live: async ({ clock, call }) => {
          await clock.settle()
          await call(1).answer(answer)
        },
        atMs: 10 * minuteMs,
      },
    )
    expect(session.token()).toBe(answer)
    expect(context()).toMatchObject({ generation: 1, expiresAtMs: startMs + hourMs })
    expect(calls).toEqual([])
    clock.advance(20 * minuteMs)
    expect(told(calls)).toEqual([[2, 'half', false]])
  })

  it('is a new generation if it claims another end', async () => {
    const token = jwt(startMs + 5000, startMs + 90_000, 'other')
    const { session, context, calls } = await resumed({ token })
    expect(session.token()).toBe(token)
    expect(context()).toMatchObject({
      generation: 1,
      issuedAtMs: startMs + 5000,
      expiresAtMs: startMs + 90_000,
    })
    expect(calls).toEqual([])
  })

  it('is a new generation if it claims no end at all', async () => {
    const { session, context } = await resumed({ token: opaque('other', 600) })
    expect(session.token()).toBe('other')
    expect(context()).toMatchObject({ generation: 1, expiresAtMs: startMs + 620_000 })
  })

  it('ends what was in flight, if it is a new one: the lost attempt is superseded', async () => {
    const { session, context, call } = await resumed(
      { token: opaque('other', 600) },
      { live: ({ clock }) => clock.advance(30_000), atMs: 40_000 },
    )
    expect([session.token(), session.state, context().inFlight]).toEqual(['other', 'valid', null])
    await call(2).answer(opaque('late', 600))
    expect(session.token()).toBe('other')
  })

  it.each([
    ['none', undefined],
    ['null', null],
    ['a dead one', jwt(startMs - hourMs, startMs - minuteMs, 'dead')],
  ])('demands another at once if it is %s', async (_what, token) => {
    const { session, calls, call, context } = await resumed({ token })
    expect(told(calls)).toEqual([[1, 'demand', false]])
    expect(() => session.token()).toThrow(expect.objectContaining({ code: 'ERR_TOKEN_EXPIRED' }))
    const fresh = session.freshToken()
    await call(1).answer(opaque('token-1'))
    expect([await fresh, context().generation]).toEqual(['token-1', 1])
  })

  it('demands none if an attempt is in flight: that one is remade', async () => {
    const { calls } = await resumed({}, { live: ({ clock }) => clock.advance(30_000), atMs: 40_000 })
    expect(told(calls)).toEqual([[2, 'half', false]])
  })

  it('demands none in a backoff', async () => {
    const { calls, clock, session } = await resumed(
      {},
      {
        live: async ({ session, call }) => {
          void session.refreshNow()
          await call(1).fail()
        },
        atMs: 500,
      },
    )
    expect(calls).toEqual([])
    expect(await rejection(session.freshToken())).toMatchObject({
      code: 'ERR_REFRESH_BACKOFF',
      retryAtMs: startMs + 750,
    })
    clock.advance(250)
    expect(told(calls)).toEqual([[2, 'retry', false]])
  })

  it('demands one, as expired, under points-only, when all points lie behind', async () => {
    const { calls } = await resumed(
      { retry: 'points-only', token: first },
      {
        past: { retry: 'points-only' },
        live: async ({ clock, call }) => {
          clock.sleep(60_000)
          await call(1).fail()
        },
        atMs: 70_000,
      },
    )
    expect(told(calls)).toEqual([[2, 'demand', true]])
  })
})

describe('an attempt lost to a restart', () => {
  it('is made again once, under a new number, though restarts follow each other', async () => {
    const { journal, calls, session } = await resumed(
      { token: first },
      { live: ({ clock }) => clock.advance(30_000), atMs: 31_000 },
    )
    expect(told(calls)).toEqual([[2, 'half', false]])
    await session.flush()
    const clock = new TestClock(startMs + 32_000)
    const again = callback(clock)
    const next = await resumeSession({ journal, stream, token: first, refresh: again.refresh, clock })
    await clock.settle()
    expect(told(again.calls)).toEqual([[3, 'half', false]])
    await next.close()
  })

  it('is not made again if a point that fell due meanwhile made one', async () => {
    const { calls } = await resumed(
      { token: first },
      { live: ({ clock }) => clock.advance(30_000), atMs: 50_000 },
    )
    expect(told(calls)).toEqual([[2, 'three-quarter', false]])
  })

  it("is made again with overlap 'join', though a point fell due meanwhile", async () => {
    const { calls } = await resumed(
      { token: first },
      { past: { overlap: 'join' }, live: ({ clock }) => clock.advance(30_000), atMs: 50_000 },
    )
    expect(told(calls)).toEqual([[2, 'half', false]])
  })

  it('is not demanded while the lost attempt is made again: nothing is recorded but that', async () => {
    const { session, calls, journal } = await resumed(
      { token: null },
      { live: ({ clock }) => clock.advance(30_000), atMs: 40_000 },
    )
    await session.flush()
    const records: string[] = []
    for await (const { type } of journal.read(stream)) records.push(type)
    expect(records).toEqual(['session.opened', 'deadline.reached', 'session.resumed'])
    expect(told(calls)).toEqual([[2, 'half', false]])
  })
})

describe('a session that is resumed in spite of its checkpoint', () => {
  it('says that it threw that away; one that has none, or a good one, says nothing', async () => {
    const journal = createMemoryJournal()
    const said: unknown[] = []
    const resume = async () => {
      const clock = new TestClock(startMs + 1000)
      const { refresh } = callback(clock)
      const session = await resumeSession({ journal, stream, refresh, clock, token: first })
      session.on('checkpoint.discarded', (event) => said.push(event))
      await clock.settle()
      await session.close()
    }
    await open({ token: first, journal, stream }).session.close()
    await resume()
    expect(said).toEqual([])
    await journal.saveCheckpoint(stream, { version: 2, machine: machineVersion, snapshot: 'nonsense' })
    await resume()
    expect(said).toEqual([{ type: 'checkpoint.discarded', atMs: startMs + 1000, version: 2 }])
  })
})
