import {
  createMemoryJournal,
  type GivenToken,
  type Policy,
  type ResumeOptions,
  resumeSession,
  type SessionEvent,
} from 'halflife'
import { describe, expect, it, onTestFinished } from 'vitest'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'
import { type Past, pasts } from './pasts.ts'
import { callback, jwt, type Options, open, startMs, told, types } from './setting.ts'

const token = jwt(startMs, startMs + 60_000)
const stream = 'room/alice'

/** A session with a journal, for as long as this process lives. */
function begin(options: Options = {}) {
  const journal = createMemoryJournal()
  return { ...open({ token, journal, stream, ...options }), journal }
}

/** The next process: it knows of the last one what the journal knows. */
async function resume(options: Partial<ResumeOptions> & Pick<ResumeOptions, 'journal'>, atMs: number) {
  const clock = new TestClock(startMs + atMs)
  const { calls, call, refresh } = callback(clock)
  const session = await resumeSession({ stream, token, refresh, clock, random: () => 0.5, ...options })
  onTestFinished(() => session.close().catch(() => {}))
  const heard: SessionEvent[] = []
  session.on('*', (event) => heard.push(event))
  await clock.settle()
  return { clock, calls, call, heard, session }
}

const stages = ['half', 'three-quarter', 'expiry'] as const
const points = [30_000, 45_000, 60_000] as const
const moments = [...points.flatMap((atMs) => [atMs - 1, atMs, atMs + 1]), 75_000, 3 * 86_400_000]
const cases = (['stay', 'kick'] as const).flatMap((policy) =>
  [false, true].flatMap((isIn) =>
    pasts.flatMap((past) =>
      moments.flatMap((atMs) => (atMs < past.atMs ? [] : [{ policy, isIn, past, atMs }])),
    ),
  ),
)

/** What the next process is to do at once: an attempt of which stage, or none, or a kick. */
function expected(
  { points: handled, inFlight, retryAtMs }: Past,
  policy: Policy,
  isIn: boolean,
  atMs: number,
) {
  const reached = points.filter((point) => atMs >= point).length
  if (policy === 'kick' && isIn && reached === 3 && handled < 3) return 'kick'
  if (reached > handled) return stages[reached - 1]
  if (inFlight) return inFlight
  if (retryAtMs !== undefined && atMs >= retryAtMs) return 'retry'
  return 'nothing'
}

describe('a session left in each state, resumed before, at and long after each point, with the same token', () => {
  it.each(cases)(
    '$policy, in a conference $isIn, left $past.state, resumed at $atMs ms',
    async ({ policy, isIn, past, atMs }) => {
      const before = begin({ policy })
      await past.live(before)
      // Joining an expired session without hope is a kick: an end, not a past.
      const joins = isIn && !(policy === 'kick' && past.state === 'expired.idle')
      if (joins) before.session.joinedConference()
      const { value } = before.session.actor.getSnapshot()
      expect(Object.entries(value)[0]?.join('.')).toBe(past.state)
      await before.session.flush()

      const { session, calls, heard } = await resume({ journal: before.journal, policy }, atMs)
      const what = expected(past, policy, joins, atMs)
      const isDead = atMs >= 60_000
      if (what === 'kick') {
        expect([session.state, calls]).toEqual(['kicked', []])
        expect(types(heard)).toEqual(['token.expired', 'participant.kicked'])
        return
      }
      const isRemade = what !== 'nothing'
      expect(told(calls)).toEqual(isRemade ? [[past.calls + 1, what, isDead]] : [])
      expect(session.actor.getSnapshot().context).toMatchObject({
        generation: 0,
        expiresAtMs: startMs + 60_000,
      })
      if (isDead) expect(session.state).toBe('expired')
      else expect(session.token()).toBe(token)
    },
  )
})

describe('a session that is resumed', () => {
  it('goes on to its next points, and its records go on without a gap', async () => {
    const before = begin()
    before.clock.advance(10_000)
    before.session.joinedConference()
    await before.session.flush()
    const { clock, session, calls, call } = await resume({ journal: before.journal }, 20_000)
    clock.advance(9999)
    expect(calls).toEqual([])
    clock.advance(1)
    expect(told(calls)).toEqual([[1, 'half', false]])
    await call(1).answer(jwt(startMs + 30_000, startMs + 90_000, 'next'))
    await session.flush()
    const records = []
    for await (const { version, type } of before.journal.read(stream)) records.push([version, type])
    expect(records).toEqual([
      [1, 'session.opened'],
      [2, 'conference.joined'],
      [3, 'session.resumed'],
      [4, 'deadline.reached'],
      [5, 'refresh.succeeded'],
    ])
  })

  it('may be resumed again and again, and after a close', async () => {
    const before = begin()
    await before.session.close()
    for (const atMs of [5000, 10_000, 15_000]) {
      const { session } = await resume({ journal: before.journal }, atMs)
      expect(session.token()).toBe(token)
      await session.close()
    }
    const { calls } = await resume({ journal: before.journal }, 30_000)
    expect(told(calls)).toEqual([[1, 'half', false]])
  })

  it('says, to whoever listens once it is there, what fell due meanwhile', async () => {
    const before = begin({ policy: 'kick' })
    before.session.joinedConference()
    await before.session.flush()
    const { session, heard, calls } = await resume({ journal: before.journal, policy: 'kick' }, 60_000)
    expect(types(heard)).toEqual(['token.expired', 'participant.kicked'])
    expect([session.state, calls]).toEqual(['kicked', []])
    expect(() => session.token()).toThrow(expect.objectContaining({ code: 'ERR_PARTICIPANT_KICKED' }))
  })

  it('is not saved by a newer token if the participant is out already', async () => {
    const before = begin({ policy: 'kick' })
    before.session.joinedConference()
    await before.session.flush()
    const newer = jwt(startMs + 60_000, startMs + 120_000, 'newer')
    const { session } = await resume({ journal: before.journal, policy: 'kick', token: newer }, 60_000)
    expect(session.state).toBe('kicked')
  })

  it('does not let time run back, though the new clock be behind', async () => {
    const before = begin()
    before.clock.advance(25_000)
    before.session.joinedConference()
    await before.session.flush()
    const { clock, session, calls } = await resume({ journal: before.journal }, -600_000)
    expect(session.token()).toBe(token)
    clock.advance(4999)
    expect(calls).toEqual([])
    clock.advance(1)
    expect(told(calls)).toEqual([[1, 'half', false]])
    await session.flush()
    const times = []
    for await (const { atMs } of before.journal.read(stream)) times.push(atMs - startMs)
    expect(times).toEqual([0, 25_000, 25_000, 30_000])
  })

  it('keeps counting: the backoff goes on where it was', async () => {
    const before = begin({ token: { value: 'x', expiresAtMs: startMs + 3_600_000 } })
    void before.session.refreshNow()
    await before.call(1).fail()
    before.clock.advance(750)
    await before.call(2).fail()
    await before.session.flush()
    const same: GivenToken = { value: 'x', expiresAtMs: startMs + 3_600_000 }
    const { clock, calls, call, session } = await resume({ journal: before.journal, token: same }, 1000)
    expect(calls).toEqual([])
    clock.advance(1250)
    expect(told(calls)).toEqual([[3, 'retry', false]])
    await call(3).fail()
    expect(session.actor.getSnapshot().context).toMatchObject({
      failures: 3,
      retryAtMs: startMs + 2250 + 3000,
    })
  })
})
