import { inspect } from 'node:util'
import {
  createMemoryJournal,
  exportJsonl,
  type Journal,
  type JournalRecord,
  kick,
  replay,
  resumeSession,
} from 'halflife'
import { describe, expect, it, onTestFinished } from 'vitest'
import { minuteMs, requested, startWorld, type World } from './world.ts'

async function recordsOf(journal: Journal, stream: string): Promise<JournalRecord[]> {
  const records: JournalRecord[] = []
  for await (const record of journal.read(stream)) records.push(record)
  return records
}

/** Refreshed, revoked, without a server to its end and beyond, and well again if it stayed. */
async function eventfulRun(world: World, policy: 'stay' | 'kick') {
  const alice = await world.participant('alice', { policy })
  await world.pass(30_000)
  await alice.callsApi()
  await world.platform.faults.revoke({ externalId: 'alice' })
  await alice.callsApi()
  world.authServer.outage(true)
  await world.pass(70_000)
  world.authServer.outage(false)
  await world.pass(minuteMs)
  await alice.session.flush()
  return alice
}

describe.each(['stay', 'kick'] as const)('the journal of an eventful run, policy %s', (policy) => {
  it('replays to the state that is live', async () => {
    const world = await startWorld()
    const { journal, session } = await eventfulRun(world, policy)
    expect(session.state === 'kicked').toBe(policy === 'kick')
    const { snapshot, state, version } = await replay(journal.read('alice'))
    const live = session.actor.getSnapshot()
    expect(snapshot.context).toEqual(live.context)
    expect(snapshot.value).toEqual(live.value)
    expect(snapshot.status).toBe(live.status)
    expect(state.split('.')[0]).toBe(session.state)
    expect(version).toBe((await recordsOf(journal, 'alice')).length)
  })

  it('says every fact that was heard, in order, and every one of its beginnings replays', async () => {
    const world = await startWorld()
    const { heard, journal } = await eventfulRun(world, policy)
    const records = await recordsOf(journal, 'alice')
    expect(records.flatMap(({ facts }) => facts)).toEqual(heard)
    for (const [index, record] of records.entries()) {
      expect((await replay(records.slice(0, index + 1))).state).toBe(record.state)
    }
  })

  it('holds no token, nor a good part of one; and neither does what the session shows of itself', async () => {
    const world = await startWorld()
    const { heard, journal, session } = await eventfulRun(world, policy)
    let text = inspect([heard, session], { depth: 6, showHidden: true })
    for await (const line of exportJsonl(journal.read('alice'))) text += line
    expect(text).toContain('refreshing-half.requesting')
    expect(world.tokens.length).toBeGreaterThan(2)
    for (const part of world.tokens.flatMap((token) => token.split('.').slice(1))) {
      for (let at = 0; at + 16 <= part.length; at++) expect(text).not.toContain(part.slice(at, at + 16))
    }
  })
})

describe('a session that is resumed in another process', () => {
  it('goes on where it was, on the same traffic', async () => {
    const world = await startWorld()
    const { conferenceId, client, journal, session } = await world.participant('alice')
    await world.pass(20_000)
    const token = session.token()
    await session.close()
    await world.pass(5_000)
    const { clock, refreshOf } = world
    const resumed = await resumeSession({
      journal,
      stream: 'alice',
      token,
      refresh: refreshOf('alice'),
      clock,
    })
    onTestFinished(() => resumed.close())
    expect(resumed.token()).toBe(token)
    await world.pass(5_000)
    expect(resumed.token()).toBe(world.tokens.at(-1))
    expect(world.authServer.requests).toBe(2)
    await resumed.flush()
    expect((await replay(journal.read('alice'))).snapshot.context).toEqual(
      resumed.actor.getSnapshot().context,
    )
    await expect(client.participants(conferenceId)).rejects.toMatchObject({ code: 'ERR_SESSION_CLOSED' })
  })

  it('in the middle of an attempt makes it again, once', async () => {
    const world = await startWorld()
    const { clock, refreshOf } = world
    const { heard, journal, session } = await world.participant('alice', {
      refresh: () => new Promise(() => {}),
    })
    clock.advance(30_000)
    expect(requested(heard)).toEqual(['1 half'])
    const token = session.token()
    // As in a crash: nothing is closed, and the answer never arrives.
    await session.flush()
    const stored = createMemoryJournal()
    await stored.append('alice', await recordsOf(journal, 'alice'), 0)

    const refresh = refreshOf('alice')
    const resumed = await resumeSession({ journal: stored, stream: 'alice', token, refresh, clock })
    onTestFinished(() => resumed.close())
    await world.quiet()
    expect(world.authServer.requests).toBe(2)
    expect(resumed.token()).toBe(world.tokens.at(-1))
    await resumed.flush()
    const last = (await recordsOf(stored, 'alice')).at(-1)
    expect(last).toMatchObject({ type: 'refresh.succeeded', state: 'valid.idle', event: { attempt: 2 } })
  })

  it('after its end in a conference is kicked, as it would have been', async () => {
    const world = await startWorld()
    const { clock, refreshOf } = world
    const { journal, session } = await world.participant('bob', { policy: kick })
    const token = session.token()
    await session.close()
    await world.pass(61_000)
    const resumed = await resumeSession({
      journal,
      stream: 'bob',
      token,
      refresh: refreshOf('bob'),
      clock,
      policy: kick,
    })
    onTestFinished(() => resumed.close())
    expect(resumed.state).toBe('kicked')
    expect(world.present()).toEqual([])
    expect(world.authServer.requests).toBe(1)
  })
})
