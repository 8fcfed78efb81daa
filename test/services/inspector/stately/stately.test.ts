import {
  createInspector as createStatelyInspector,
  createWebSocketInspector,
  createWebSocketReceiver,
  type StatelyInspectionEvent,
} from '@statelyai/inspect'
import { createMemoryJournal, type JournalRecord, openSession, stay, verify } from 'halflife'
import { createInspector, startInspector } from 'halflife/inspector'
import { TestClock } from 'halflife/testing'
import { describe, expect, it } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { createActor } from 'xstate'
import { doorbell } from '../create-inspector/doorbell.ts'
import { openPage } from '../server/page-client.ts'
import { until } from '../until.ts'

const secret = 'a-token-that-nobody-may-see'
const nextSecret = 'another-token-that-nobody-may-see'

/** A session that has lived through a refresh, watched through `inspect`. */
async function liveSession(inspect: NonNullable<Parameters<typeof openSession>[0]['inspect']>) {
  const clock = new TestClock(1_800_000_000_000)
  const journal = createMemoryJournal()
  const session = openSession({
    token: { value: secret, expiresInSeconds: 10 },
    refresh: async () => ({ value: nextSecret, expiresInSeconds: 10 }),
    policy: stay,
    clock,
    inspect,
    journal,
    stream: 'alice',
  })
  session.joinedConference()
  await clock.advance(6_000)
  await until(() => expect(session.token()).toBe(nextSecret))
  return { session, journal }
}

/** Hands every message on to everybody else, as Stately's own server does. */
async function relay() {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise((resolve) => server.once('listening', resolve))
  server.on('connection', (from: WebSocket) => {
    from.on('message', (data) => {
      for (const to of server.clients) if (to !== from) to.send(String(data))
    })
  })
  const { port } = server.address() as { port: number }
  return {
    url: `ws://127.0.0.1:${port}`,
    server,
    close: () => {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}

describe('the real @statelyai/inspect sends to our page', () => {
  it('what a session does, and the page has its records, and no token', async () => {
    await using inspector = await startInspector()
    const page = openPage(inspector.url)
    const stately = createWebSocketInspector({ url: inspector.feedUrl })
    const { session, journal } = await liveSession(stately.inspect)
    await session.close()
    const written: JournalRecord[] = []
    for await (const record of journal.read('alice')) written.push(record)
    const seen = ({ version, type, event, facts, state, policy }: JournalRecord) =>
      type === 'session.closed' ? type : { version, event, facts, state, policy }
    await until(() => expect(page.records().map(seen)).toEqual(written.map(seen)))
    expect(await verify(page.records())).toMatchObject({ ok: true })
    expect(JSON.stringify(page.messages)).not.toContain('nobody-may-see')
    stately.stop()
  })

  it('what any other actor does, as that package says it', async () => {
    await using inspector = await startInspector()
    const page = openPage(inspector.url)
    const stately = createWebSocketInspector({ url: inspector.feedUrl })
    const actor = createActor(doorbell, { inspect: stately.inspect }).start()
    actor.send({ type: 'rung', by: 'alice' })
    actor.send({ type: 'answered' })
    await until(() => {
      const steps = page.actorEvents().filter(({ type }) => type === '@xstate.snapshot')
      expect(steps.at(-1)).toMatchObject({ event: { type: 'answered' }, snapshot: { value: 'quiet' } })
    })
    const [made] = page.actorEvents()
    expect(made).toMatchObject({ type: '@xstate.actor', name: 'doorbell', sessionId: actor.sessionId })
    stately.stop()
    actor.stop()
  })
})

describe('our session talks to a receiver of @statelyai/inspect', () => {
  it('which sees the machine, each event and each state, and no token', async () => {
    const between = await relay()
    const received: StatelyInspectionEvent[] = []
    const receiver = createWebSocketReceiver({ server: between.url })
    receiver.subscribe((event) => void received.push(event))
    await until(() => expect(between.server.clients.size).toBe(1))
    const stately = createWebSocketInspector({ url: between.url })
    const { session } = await liveSession(stately.inspect)
    const steps = () =>
      received.flatMap((event) =>
        event.type === '@xstate.snapshot' ? [[event.event.type, Object(event.snapshot).value]] : [],
      )
    await until(() =>
      expect(steps()).toEqual([
        ['xstate.init', { valid: 'idle' }],
        ['conference.joined', { valid: 'idle' }],
        ['deadline.reached', { 'refreshing-half': 'requesting' }],
        ['refresh.succeeded', { valid: 'idle' }],
      ]),
    )
    const made = received.find(({ type }) => type === '@xstate.actor')
    expect(made).toMatchObject({ name: 'alice', sessionId: session.actor.sessionId })
    expect(JSON.parse(Object(made).definition).states).toHaveProperty('refreshing-three-quarter')
    expect(JSON.stringify(received)).not.toContain('nobody-may-see')
    await session.close()
    stately.stop()
    between.close()
  })
})

describe('createInspector', () => {
  it('says what @statelyai/inspect says, of the same actors', async () => {
    const between = await relay()
    const ours: unknown[] = []
    const theirs: unknown[] = []
    between.server.on('connection', (socket: WebSocket) =>
      socket.on('message', (data) => void ours.push(...JSON.parse(String(data)))),
    )
    const client = createInspector({ url: between.url })
    const stately = createStatelyInspector({
      send: (event) => void theirs.push(JSON.parse(JSON.stringify(event))),
    })
    const actor = createActor(doorbell, { input: 'front', inspect: client.inspect })
    actor.system.inspect(stately.inspect)
    actor.start()
    actor.send({ type: 'rung', by: 'alice' })
    actor.send({ type: 'answered' })
    actor.stop()
    const ofParent = (messages: unknown[]) =>
      messages.filter(
        (message) =>
          !(Object(message).type === '@xstate.actor' && Object(message).sessionId === actor.sessionId),
      )
    await until(() => expect(theirs.length).toBeGreaterThan(8))
    await until(() => expect(ofParent(ours).length).toBe(ofParent(theirs).length))
    const withoutTime = (messages: unknown[]) =>
      ofParent(messages).map((message) => ({
        ...Object(message),
        createdAt: expect.stringMatching(/^\d{13}$/),
      }))
    expect(ofParent(theirs)).toMatchObject(withoutTime(ours))
    await client.close()
    between.close()
  })
})
