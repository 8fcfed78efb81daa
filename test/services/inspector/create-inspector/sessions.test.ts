import {
  createMemoryJournal,
  createTokenVault,
  deadlineActor,
  deliver,
  type Journal,
  type JournalRecord,
  kick,
  openSession,
  type Policy,
  refreshActor,
  resumeSession,
  type SessionOptions,
  stayMachine,
  verify,
} from 'halflife'
import { createInspector } from 'halflife/inspector'
import { TestClock } from 'halflife/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createActor } from 'xstate'
import { inspected } from '../feed/raw-feed.ts'
import { until } from '../until.ts'

const startMs = 1_800_000_000_000

async function feeding() {
  const { inspector, page } = await inspected()
  const client = createInspector({ url: inspector.feedUrl, name: 'our app' })
  onTestFinished(() => client.close())
  return { page, inspect: client.inspect as NonNullable<SessionOptions['inspect']>, client }
}

async function recordsIn(journal: Journal, stream: string) {
  const records: JournalRecord[] = []
  for await (const record of journal.read(stream)) records.push(record)
  return records
}

/** What two accounts of one life have in common: all but where and when they were written down. */
const decided = ({ stream: _, recordedAtMs: __, ...record }: JournalRecord) => record

describe('a session elsewhere is shown by the very records that its journal has', () => {
  it.each<[Policy, Partial<SessionOptions>]>([
    ['stay', {}],
    ['kick', { jitter: 0.2, random: () => 0.5 }],
    ['stay', { overlap: 'join', retry: 'backoff' }],
  ])('%s %j', async (policy, options) => {
    const { page, inspect } = await feeding()
    const clock = new TestClock(startMs)
    const journal = createMemoryJournal()
    let answers = 0
    const refresh = async () => {
      answers++
      if (answers % 2 === 0) throw new Error('down')
      return { value: `a-token-of-an-app-${answers}`, expiresInSeconds: 10 }
    }
    const token = { value: 'a-token-of-an-app', expiresInSeconds: 10 }
    const session = openSession({
      token,
      refresh,
      policy,
      clock,
      journal,
      stream: 'alice',
      inspect,
      ...options,
    })
    session.joinedConference()
    for (let second = 0; second < 40; second++) await clock.advanceAsync(1_000)
    session.reportRejected('a-token-of-an-app-1')
    session.leftConference()
    await session.flush()
    const written = await recordsIn(journal, 'alice')
    expect(written.length).toBeGreaterThan(15)
    await until(() => expect(page.records()).toHaveLength(written.length))
    expect(page.records().map(decided)).toEqual(written.map(decided))
    expect(await verify(page.records())).toMatchObject({ ok: true })
    expect(page.actorEvents()).toEqual([])
    expect(JSON.stringify(page.messages)).not.toContain('a-token-of')

    await session.close()
    await until(() => expect(page.records()).toHaveLength(written.length + 1))
    expect(page.records().at(-1)).toMatchObject({ type: 'session.closed', version: written.length + 1 })
  })

  it('under the name of its stream in a journal, if it has one', async () => {
    const { page, inspect } = await feeding()
    const token = { value: 'a-token-of-an-app', expiresInSeconds: 1000 }
    const recorded = { journal: createMemoryJournal(), stream: 'room-7/alice' }
    const sessions = [recorded, {}].map((more) =>
      openSession({ token, refresh: () => token, inspect, ...more }),
    )
    for (const session of sessions) onTestFinished(() => session.close())
    await until(() => expect(page.records()).toHaveLength(2))
    const [named, unnamed] = page.records().map(({ stream }) => stream)
    expect(named).toMatch(/^room-7\/alice x:\d+$/)
    expect(unnamed).toMatch(/^halflife\.token x:\d+$/)
  })

  it('each under a name of its own', async () => {
    const { page, inspect } = await feeding()
    for (let n = 0; n < 30; n++) {
      const token = { value: `a-token-of-an-app-${n}`, expiresInSeconds: 1000 + n }
      const session = openSession({ token, refresh: () => token, inspect })
      onTestFinished(() => session.close())
    }
    await until(() => expect(page.records()).toHaveLength(30))
    expect(new Set(page.records().map(({ stream }) => stream)).size).toBe(30)
  })
})

describe('a machine embedded elsewhere', () => {
  it('is shown by its records, and the actors that it invokes as what they are', async () => {
    const { page, inspect } = await feeding()
    const clock = new TestClock(startMs)
    const vault = createTokenVault()
    vault.put(0, 'a-token-of-our-app')
    const machine = stayMachine.provide({
      actors: {
        deadline: deadlineActor({ clock }),
        refresh: refreshActor(async () => ({ value: 'a-token-of-an-app', expiresInSeconds: 10 }), {
          clock,
          vault,
        }),
      },
    })
    const input = { token: { issuedAtMs: startMs, expiresAtMs: startMs + 10_000 }, atMs: startMs }
    const actor = createActor(machine, { input, inspect }).start()
    await clock.advanceAsync(5_000)
    deliver(actor, { type: 'conference.joined', atMs: clock.now() })
    await until(() =>
      expect(page.records().map(({ type, state }) => `${type} ${state}`)).toEqual([
        'session.opened valid.idle',
        'deadline.reached refreshing-half.requesting',
        'refresh.succeeded valid.idle',
        'conference.joined valid.idle',
      ]),
    )
    expect(await verify(page.records())).toMatchObject({ ok: true })
    const names = page.actorEvents().flatMap((event) => (event.type === '@xstate.actor' ? [event.name] : []))
    expect(new Set(names)).toEqual(new Set(['deadline', 'refresh']))
    actor.stop()
  })
})

describe('a session whose beginning is not known is shown as the actor it is', () => {
  it('one that was resumed', async () => {
    const clock = new TestClock(startMs)
    const journal = createMemoryJournal()
    const token = { value: 'a-token-of-an-app', expiresAtMs: startMs + 60_000 }
    const how = { token, refresh: async () => token, clock, journal, stream: 'alice' }
    const before = openSession({ ...how, policy: kick })
    before.joinedConference()
    await before.close()

    const { page, inspect } = await feeding()
    const session = await resumeSession({ ...how, policy: kick, inspect })
    session.leftConference()
    await until(() =>
      expect(page.actorEvents().at(-1)).toMatchObject({
        type: '@xstate.snapshot',
        event: { type: 'conference.left' },
      }),
    )
    expect(page.actorEvents()[0]).toMatchObject({ type: '@xstate.actor', name: 'alice' })
    expect(page.records()).toEqual([])
    await session.close()
  })

  it('one whose context is kept back', async () => {
    const { inspector, page } = await inspected()
    const client = createInspector({ url: inspector.feedUrl, sanitizeContext: () => ({}) })
    const token = { value: 'a-token-of-an-app', expiresInSeconds: 60 }
    const session = openSession({ token, refresh: () => token, inspect: client.inspect })
    await until(() => expect(page.actorEvents().map(({ type }) => type)).toContain('@xstate.snapshot'))
    expect(page.records()).toEqual([])
    await session.close()
    await client.close()
  })
})
