import { describe, expect, it } from 'vitest'
import { until } from '../until.ts'
import { inspected, made, rawFeed, stepped } from './raw-feed.ts'

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

/** A message with a text in the place of its context that `JSON.stringify` could not make. */
const withContext = (message: { readonly snapshot: object }, json: string) =>
  JSON.stringify({ ...message, snapshot: { ...message.snapshot, context: 'HERE' } }).replace('"HERE"', json)

describe('a feed that sends what it should not', () => {
  it.each([
    ['no JSON', 'hello'],
    ['half of a JSON text', '{"type":"@xstate.actor","name":"x'],
    ['nothing', ''],
    ['null', 'null'],
    ['a number', '7'],
    ['an empty object', '{}'],
    ['another type', JSON.stringify({ ...made('x:1'), type: '@xstate.microstep' })],
    ['a type that every object has', JSON.stringify({ ...made('x:1'), type: 'constructor' })],
    ['no time', JSON.stringify({ ...made('x:1'), createdAt: '' })],
    ['a time that is none', JSON.stringify(stepped('x:1', {}, {})).replace('1800000000000', 'soon')],
    ['a time that no date has', JSON.stringify(made('x:1')).replace('1800000000000', '1e300')],
    ['a context that is nested too deep', withContext(stepped('x:1', {}), deep(100_000))],
    ['a context that is nested a little too deep', withContext(stepped('x:1', {}), deep(260))],
    ['no session', JSON.stringify({ ...made('x:1'), sessionId: undefined })],
    ['a session that is no text', JSON.stringify({ ...made('x:1'), sessionId: { toString: 'x' } })],
    ['no name', JSON.stringify({ ...made('x:1'), name: undefined })],
    ['a definition that is no text', JSON.stringify({ ...made('x:1'), definition: {} })],
    ['an event that is no object', JSON.stringify({ ...stepped('x:1', {}), event: 'rung' })],
    ['an event without a type', JSON.stringify({ ...stepped('x:1', {}), event: {} })],
    ['a snapshot that is no object', JSON.stringify({ ...stepped('x:1', {}), snapshot: [] })],
    ['arrays in arrays', deep(100_000)],
    ['our own messages to the page', JSON.stringify({ type: 'records', source: 's1', records: [] })],
  ])('is told of on the page, once, and goes on: %s', async (_, text) => {
    const { inspector, page } = await inspected()
    const { socket, heard, send } = await rawFeed(inspector.feedUrl, '?name=our%20app')
    socket.send(text)
    socket.send(text)
    send(made('x:9'))
    await until(() => expect(page.actorEvents()).toMatchObject([{ sessionId: 'x:9' }]))
    expect(page.of('problem')).toEqual([
      {
        type: 'problem',
        source: 's1',
        message: 'our app sends what is no message of @statelyai/inspect: it is left out.',
      },
    ])
    expect(heard).toEqual([])
  })

  it('keeps what is good in a batch', async () => {
    const { inspector, page } = await inspected()
    const { send } = await rawFeed(inspector.feedUrl)
    send([made('x:1'), 7, made('x:2'), null])
    await until(() => expect(page.actorEvents().map(({ sessionId }) => sessionId)).toEqual(['x:1', 'x:2']))
    expect(page.of('problem')).toHaveLength(1)
  })

  it('is shown what is nested deep, within reason, and the good beside what is not', async () => {
    const { inspector, page } = await inspected()
    const { socket } = await rawFeed(inspector.feedUrl)
    const messages = [deep(200), deep(300), JSON.stringify('[{'.repeat(300))].map((json, index) =>
      withContext(stepped(`x:${index}`, {}), json),
    )
    socket.send(`[${messages.join()}]`)
    await until(() => expect(page.actorEvents().map(({ sessionId }) => sessionId)).toEqual(['x:0', 'x:2']))
    expect(page.of('problem')).toHaveLength(1)
  })

  it('is cut off where a message is no UTF-8', async () => {
    const { inspector } = await inspected()
    const { socket, closed } = await rawFeed(inspector.feedUrl)
    socket.send(Buffer.from([0x22, 0xff, 0x22]), { binary: false })
    expect(await closed).toBe(1007)
  })

  it('is cut off where a message is longer than 4 MiB, and hurts nobody else', async () => {
    const { inspector, page } = await inspected()
    const other = await rawFeed(inspector.feedUrl)
    const { socket, closed } = await rawFeed(inspector.feedUrl)
    socket.send(JSON.stringify(made('x:1', { name: 'x'.repeat(4 * 1024 * 1024) })))
    expect(await closed).toBe(1009)
    other.send(made('x:2'))
    await until(() => expect(page.actorEvents()).toHaveLength(1))
  })

  it('is not heard in binary', async () => {
    const { inspector, page } = await inspected()
    const { socket } = await rawFeed(inspector.feedUrl)
    socket.send(Buffer.from(JSON.stringify(made('x:1'))))
    await until(() => expect(page.of('problem')).toHaveLength(1))
    expect(page.actorEvents()).toEqual([])
  })

  it('pollutes no prototype: members that would are left out, however they are spelled', async () => {
    const { inspector, page } = await inspected()
    const { socket } = await rawFeed(inspector.feedUrl)
    const evil = (name: string) => `{"${name}":{"polluted":true},"kept":1}`
    const text = JSON.stringify(stepped('x:1', { inside: 'HERE' }, { context: 'THERE' }))
    for (const name of ['__proto__', '__pr\\u006fto__', '\\u005f_proto__']) {
      socket.send(text.replace('"HERE"', evil(name)).replace('"THERE"', evil(name)))
    }
    await until(() => expect(page.actorEvents()).toHaveLength(3))
    for (const message of page.actorEvents()) {
      const { event, snapshot } = message as unknown as { event: object; snapshot: { context: object } }
      expect(Object.getOwnPropertyNames(Object(event).inside)).toEqual(['kept'])
      expect(Object.getOwnPropertyNames(snapshot.context)).toEqual(['kept'])
    }
    expect('polluted' in {}).toBe(false)
  })

  it('shows no JWT that its actors were told', async () => {
    const { inspector, page } = await inspected()
    const { send } = await rawFeed(inspector.feedUrl)
    const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJhbGljZSIsImV4cCI6MX0', 'c2lnbmF0dXJlLW9mLWl0'].join('.')
    send(stepped('x:1', { authorization: `Bearer ${jwt}` }, { context: { token: jwt } }))
    await until(() => expect(page.actorEvents()).toHaveLength(1))
    const text = JSON.stringify(page.messages)
    for (const part of jwt.split('.')) expect(text).not.toContain(part)
    expect(text).toContain('Bearer [JWT left out]')
  })
})
