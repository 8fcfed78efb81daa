import { expect, it } from 'vitest'
import { openPage } from '../server/page-client.ts'
import { until } from '../until.ts'
import { inspected, made, rawFeed, stepped } from './raw-feed.ts'

it('each app is a source, named as it names itself, or after where it comes from', async () => {
  const { inspector, page } = await inspected()
  await rawFeed(inspector.feedUrl, '?name=alpha')
  await rawFeed(inspector.feedUrl)
  await until(() =>
    expect(page.of('source').map(({ source }) => [source.kind, source.name, source.status])).toEqual([
      ['feed', 'alpha', 'open'],
      ['feed', 'http://localhost:5173', 'open'],
    ]),
  )
})

it('an app that has gone is shown as ended, and when it comes back as the same one', async () => {
  const { inspector, page } = await inspected()
  const statuses = () => page.of('source').map(({ source }) => `${source.id} ${source.status}`)
  const first = await rawFeed(inspector.feedUrl, '?app=7')
  first.send(made('x:1'))
  await until(() => expect(page.actorEvents()).toHaveLength(1))
  first.socket.terminate()
  await until(() => expect(statuses()).toEqual(['s1 open', 's1 ended']))
  const second = await rawFeed(inspector.feedUrl, '?app=7')
  second.send(stepped('x:1', {}))
  await until(() => expect(page.of('actors').map(({ source }) => source)).toEqual(['s1', 's1']))
  expect(statuses()).toEqual(['s1 open', 's1 ended', 's1 open'])
})

it('a page that comes later sees what was before, and then what comes', async () => {
  const { inspector, page } = await inspected()
  const { send } = await rawFeed(inspector.feedUrl)
  send([made('x:1'), stepped('x:1', { by: 'alice' })])
  await until(() => expect(page.actorEvents()).toHaveLength(2))
  const late = openPage(inspector.url)
  await until(() => expect(late.of('caught-up')).toHaveLength(1))
  expect(late.actorEvents()).toEqual(page.actorEvents())
  send(stepped('x:1', { by: 'bob' }))
  await until(() => expect(late.actorEvents()).toHaveLength(3))
  expect(late.actorEvents()).toEqual(page.actorEvents())
})

it('of twenty apps that have gone, more are forgotten, oldest first', async () => {
  const { inspector, page } = await inspected()
  for (let app = 1; app <= 25; app++) {
    const { socket } = await rawFeed(inspector.feedUrl, `?name=app${app}`)
    socket.terminate()
    await until(() =>
      expect(page.of('source').at(-1)?.source).toMatchObject({ name: `app${app}`, status: 'ended' }),
    )
  }
  const late = openPage(inspector.url)
  await until(() => expect(late.of('hello')).toHaveLength(1))
  const names = late.of('hello')[0]?.sources.map(({ name }) => name)
  expect(names?.length).toBeLessThanOrEqual(21)
  expect(names?.at(-1)).toBe('app25')
  expect(names).not.toContain('app1')
})
