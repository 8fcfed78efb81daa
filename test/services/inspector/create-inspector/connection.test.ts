import { once } from 'node:events'
import { createInspector, type InspectorClientOptions } from 'halflife/inspector'
import { createInspector as createInspectorInBrowser } from 'halflife/inspector/client'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Actor, createActor } from 'xstate'
import type { ActorMessage } from '../../../../src/services/inspector/protocol.ts'
import { until } from '../until.ts'
import { doorbell } from './doorbell.ts'

type Heard = ActorMessage & { readonly event?: { readonly type: string; readonly by?: string } }

/** What hears a client, and keeps it. */
async function listener(port = 0) {
  const server = new WebSocketServer({ host: '127.0.0.1', port })
  await once(server, 'listening')
  const heard: Heard[] = []
  const urls: string[] = []
  server.on('connection', (socket: WebSocket, { url = '' }) => {
    urls.push(url)
    socket.on('message', (data) => void heard.push(...JSON.parse(String(data))))
  })
  const close = async () => {
    for (const client of server.clients) client.terminate()
    await new Promise((resolve) => server.close(resolve))
  }
  onTestFinished(close)
  const { port: own } = server.address() as { port: number }
  return { heard, urls, close, port: own, url: `ws://127.0.0.1:${own}/secret/feed`, server }
}

function client(options: InspectorClientOptions) {
  const made = createInspector(options)
  onTestFinished(() => made.close())
  return made
}

const ring = (bell: Actor<typeof doorbell>, times: number) => {
  for (let n = 0; n < times; n++) bell.send({ type: 'rung', by: `visitor ${n}` })
}
const ringers = (heard: readonly Heard[]) =>
  heard.flatMap(({ type, event }) => (type === '@xstate.event' && event?.type === 'rung' ? [event.by] : []))
const visitors = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => `visitor ${n + from}`)

describe('what happens while the inspector is not there', () => {
  it('waits for it, in order', async () => {
    const nobody = await listener()
    await nobody.close()
    const made = client({ url: nobody.url })
    const bell = createActor(doorbell, { inspect: made.inspect }).start()
    ring(bell, 5)
    expect(made.isConnected).toBe(false)
    const { heard } = await listener(nobody.port)
    await until(() => expect(ringers(heard)).toEqual(visitors(0, 5)))
    expect(heard[0]).toMatchObject({ type: '@xstate.actor', name: 'doorbell' })
  })

  it('waits in bounded memory: the oldest goes first, and who is there is said again', async () => {
    const nobody = await listener()
    await nobody.close()
    const { inspect } = client({ url: nobody.url, maxQueued: 10 })
    const bell = createActor(doorbell, { inspect }).start()
    ring(bell, 3_000)
    const { heard } = await listener(nobody.port)
    await until(() => expect(ringers(heard).at(-1)).toBe('visitor 2999'))
    expect(heard.length).toBeLessThanOrEqual(12)
    expect(heard[0]).toMatchObject({ type: '@xstate.actor', name: 'doorbell', sessionId: bell.sessionId })
  })
})

it('comes back to an inspector that was away, says again who is there, and goes on', async () => {
  const first = await listener()
  const made = client({ url: first.url, name: 'our app' })
  const { inspect } = made
  const [bell, other] = [
    createActor(doorbell, { inspect }).start(),
    createActor(doorbell, { inspect }).start(),
  ]
  ring(bell, 1)
  other.stop()
  await until(() => expect(first.heard.at(-1)).toMatchObject({ event: { type: 'xstate.stop' } }))
  await first.close()
  await until(() => expect(made.isConnected).toBe(false))
  const second = await listener(first.port)
  ring(bell, 2)
  await until(() => expect(ringers(second.heard).at(-1)).toBe('visitor 1'))
  const known = second.heard.filter(({ type }) => type === '@xstate.actor')
  expect(known.map(({ sessionId }) => sessionId)).toContain(bell.sessionId)
  expect(known.map(({ sessionId }) => sessionId)).not.toContain(other.sessionId)
  expect(known[0]).toMatchObject({ snapshot: { value: 'ringing', context: { rings: 1 } } })
  expect(second.urls).toEqual(first.urls)
  expect(first.urls[0]).toMatch(/^\/secret\/feed\?app=\w+&name=our\+app$/)
})

describe('an app is never hurt', () => {
  it('by what it cannot show: cycles, functions, big integers, getters and sanitizers that throw', async () => {
    const { heard, url } = await listener()
    const { inspect } = client({
      url,
      sanitizeEvent: (event) => {
        if (event['by'] === 'nobody') throw new Error('a sanitizer')
        return event
      },
    })
    const bell = createActor(doorbell, { inspect }).start()
    const circle: Record<string, unknown> = { n: 7n, call: () => 1, at: new Map([['a', new Error('wrong')]]) }
    circle['self'] = circle
    const throwing = {
      get door() {
        throw new Error('a getter')
      },
    }
    for (const by of [circle, throwing, 'nobody', 'x'.repeat(200_000), 'the last']) {
      bell.send({ type: 'rung', by: by as string })
    }
    await until(() => expect(ringers(heard).at(-1)).toBe('the last'))
    expect(ringers(heard)).toEqual([
      {
        n: '7',
        call: { type: 'call' },
        at: [['a', { name: 'Error', message: 'wrong' }]],
        self: '[circular]',
      },
      { door: '[cannot be shown]' },
      undefined,
      'the last',
    ])
    expect(JSON.stringify(heard)).toMatch(/"left":"too large to be shown: 200\d\d\d characters"/)
  })

  it('by an address where nobody is, or an inspector that is closed', async () => {
    const made = createInspector({ url: 'ws://127.0.0.1:9/nobody/feed' })
    const bell = createActor(doorbell, { inspect: made.inspect }).start()
    ring(bell, 3)
    await made.close()
    await made.close()
    ring(bell, 3)
    expect(bell.getSnapshot().context.rings).toBe(1)
  })

  it('by options that are wrong: that is said at once', () => {
    const wrong: [InspectorClientOptions, string][] = [
      [{ url: 'http://127.0.0.1:1/secret/' }, 'url must be the address of a feed'],
      [{ url: 'feed' }, 'url must be the address of a feed'],
      [{ url: 'ws://127.0.0.1:1/s/feed', maxQueued: 0 }, 'maxQueued must be a whole number, 1 or more'],
    ]
    for (const [options, why] of wrong) {
      expect(() => createInspector(options)).toThrow(expect.objectContaining({ code: 'ERR_OPTION' }))
      expect(() => createInspector(options)).toThrow(why)
    }
    // Node 20 has none of its own, and a browser has no need of ours.
    vi.stubGlobal('WebSocket', undefined)
    onTestFinished(() => void vi.unstubAllGlobals())
    expect(() => createInspectorInBrowser({ url: 'ws://127.0.0.1:1/s/feed' })).toThrow(
      'WebSocket must be a class',
    )
  })
})

it('shows no JWT, and nothing that the sanitizers take out', async () => {
  const { heard, url } = await listener()
  const { inspect } = client({
    url,
    sanitizeEvent: ({ by, ...event }) => ({ ...event, ...(by === 'opaque-secret' ? {} : { by }) }),
    sanitizeContext: (context) => ({ ...Object(context), door: '[taken out]' }),
  })
  const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJhbGljZSIsImV4cCI6MX0', 'c2lnbmF0dXJlLW9mLWl0'].join('.')
  const bell = createActor(doorbell, { input: 'secret-door', inspect }).start()
  for (const by of ['opaque-secret', `Bearer ${jwt}`, 'done']) bell.send({ type: 'rung', by })
  await until(() => expect(ringers(heard)).toEqual([undefined, 'Bearer [JWT left out]', 'done']))
  const text = JSON.stringify(heard)
  for (const part of [...jwt.split('.'), 'opaque-secret', '"door":"secret-door"'])
    expect(text).not.toContain(part)
  expect(text).toContain('[taken out]')
})

it('sends what is left when it is closed', async () => {
  const { heard, url } = await listener()
  const made = createInspector({ url })
  await until(() => expect(made.isConnected).toBe(true))
  const bell = createActor(doorbell, { inspect: made.inspect }).start()
  ring(bell, 1_000)
  await made.close()
  expect(made.isConnected).toBe(false)
  expect(ringers(heard)).toEqual(visitors(0, 1_000))
})
