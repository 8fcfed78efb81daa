import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { rejecting, startApi, withSession } from './authorized-fetch-setting.ts'

describe('the token goes', () => {
  it('to the origins named, and to no others', async () => {
    const [ours, other] = [await startApi(), await startApi()]
    const { api } = withSession([ours.origin])
    await api(ours.url)
    await api(other.url)
    await api(`${ours.origin.replace('127.0.0.1', 'localhost')}/things`)
    expect(ours.tokens()).toEqual(['token-0', undefined])
    expect(other.tokens()).toEqual([undefined])
  })

  it('nowhere by a redirect to another origin, whose 401 is not about it', async () => {
    const other = await startApi(() => ({ status: 401 }))
    const ours = await startApi(() => ({ status: 302, headers: { location: other.url } }))
    const { api, asked, heard, session } = withSession([ours.origin])
    expect((await api(ours.url)).status).toBe(401)
    expect([ours.tokens(), other.tokens()]).toEqual([['token-0'], [undefined]])
    expect([asked, heard, session.token()]).toEqual([[], [], 'token-0'])
  })

  it('along a redirect within its origin', async () => {
    const { origin, url, tokens } = await startApi(({ path, token }) => {
      if (path === '/things') return { status: 307, headers: { location: '/there' } }
      return { status: token === 'token-0' ? 401 : 200 }
    })
    const { api } = withSession([origin])
    expect((await api(url)).status).toBe(200)
    expect(tokens()).toEqual(['token-0', 'token-0', 'token-1', 'token-1'])
  })

  it('in place of any other credentials of the call', async () => {
    const { origin, url, seen } = await startApi()
    const { api } = withSession([origin])
    await api(url, { headers: { Authorization: 'Basic YTpi' } })
    expect(seen[0]?.headers.authorization).toBe('Bearer token-0')
  })

  it('not in calls to others, whose credentials, method and body are left as they are', async () => {
    const { url, seen } = await startApi()
    const { api } = withSession(['https://api.example.com'])
    await api(new Request(url, { method: 'PUT', headers: { authorization: 'Basic YTpi' }, body: 'as it is' }))
    expect(seen).toMatchObject([
      { method: 'PUT', body: 'as it is', headers: { authorization: 'Basic YTpi' } },
    ])
  })

  it('nowhere, when a call to another origin is rejected', async () => {
    const { url } = await rejecting(['token-0'])
    const { api, asked, heard } = withSession(['https://api.example.com'])
    expect((await api(url)).status).toBe(401)
    expect([asked, heard]).toEqual([[], []])
  })
})

describe('what is sent again is what was sent', () => {
  const form = () => new URLSearchParams({ name: 'alice' })
  const multipart = () => {
    const data = new FormData()
    data.set('name', 'alice')
    return data
  }

  it.each<[string, (url: string) => Parameters<typeof fetch>]>([
    ['a string', (url) => [url, { method: 'POST', body: 'alice' }]],
    ['a URL', (url) => [new URL(url), { method: 'POST', body: 'alice' }]],
    ['bytes', (url) => [url, { method: 'POST', body: new TextEncoder().encode('alice') }]],
    ['a Blob', (url) => [url, { method: 'POST', body: new Blob(['alice'], { type: 'text/plain' }) }]],
    ['a form', (url) => [url, { method: 'POST', body: form() }]],
    ['a multipart form', (url) => [url, { method: 'POST', body: multipart() }]],
    ['a Request', (url) => [new Request(url, { method: 'POST', body: 'alice' })]],
    ['a Request with a form', (url) => [new Request(url, { method: 'POST', body: form() })]],
    [
      'a Request with a body that the call replaces',
      (url) => [new Request(url, { method: 'POST', body: 'bob' }), { body: 'alice' }],
    ],
    [
      'a Request whose body is a stream, which is copied',
      (url) => [
        new Request(url, {
          method: 'POST',
          body: new Blob(['alice']).stream(),
          duplex: 'half',
        } as RequestInit),
      ],
    ],
  ])('%s', async (_, make) => {
    const { origin, url, seen, tokens } = await rejecting(['token-0'])
    const { api } = withSession([origin])
    expect((await api(...make(url))).status).toBe(200)
    expect(tokens()).toEqual(['token-0', 'token-1'])
    const [first, second] = seen.map(({ method, path, body }) => ({
      method,
      path,
      body: body.replace(/-{4,}\S+/g, 'boundary'),
    }))
    expect(second).toEqual(first)
    expect(second).toMatchObject({ method: 'POST', path: '/things' })
    expect(second?.body).toContain('alice')
  })

  it('with the headers of the Request, or those of the call in their place', async () => {
    const { origin, url, seen } = await rejecting(['token-0'])
    const { api } = withSession([origin])
    const request = new Request(url, { method: 'POST', headers: { 'x-trace': 'of-the-request' }, body: '{}' })
    await api(request)
    await api(request, { headers: { 'x-trace': 'of-the-call' } })
    await api(url, { headers: [['x-trace', 'of-a-list']] })
    expect(seen.map(({ headers }) => headers['x-trace'])).toEqual([
      'of-the-request',
      'of-the-request',
      'of-the-call',
      'of-a-list',
    ])
  })

  it('and a Request that was given can be read by its owner as before', async () => {
    const { origin, url } = await startApi()
    const { api } = withSession([origin])
    const request = new Request(url, { method: 'POST', body: 'mine' })
    await api(request)
    expect(request.headers.has('authorization')).toBe(false)
    expect(await request.text()).toBe('mine')
  })
})

describe('a body that can be read only once', () => {
  it.each<[string, () => unknown]>([
    ['a ReadableStream', () => new Blob(['once']).stream()],
    ['a Node stream', () => Readable.from([Buffer.from('once')])],
    [
      'a generator',
      async function* () {
        yield Buffer.from('once')
      },
    ],
  ])(
    'is not sent again, if it is %s: the session hears of the rejection, the caller gets the 401',
    async (_, make) => {
      const { origin, url, seen } = await rejecting(['token-0'])
      const { api, asked } = withSession([origin])
      const body = typeof make === 'function' ? make() : make
      const response = await api(url, { method: 'POST', body, duplex: 'half' } as RequestInit)
      expect(response.status).toBe(401)
      expect(await response.text()).toBe('no')
      expect(seen.map((one) => [one.body, one.token])).toEqual([['once', 'token-0']])
      expect(asked).toEqual([1])
    },
  )
})

describe('what fetch would refuse', () => {
  it.each<[string, Parameters<typeof fetch>]>([
    ['an address that is none', ['/things']],
    ['a body where there can be none', ['http://127.0.0.1:1/', { body: 'x' }]],
  ])('%s: is refused as there', async (_, call) => {
    const { api } = withSession(['http://127.0.0.1:1'])
    await expect(api(...call)).rejects.toBeInstanceOf(TypeError)
  })

  it('an API that is down: the caller gets what fetch throws, and the token is none the worse', async () => {
    const { api, heard, session } = withSession(['http://127.0.0.1:1'])
    await expect(api('http://127.0.0.1:1/things')).rejects.toBeInstanceOf(TypeError)
    expect([heard, session.token()]).toEqual([[], 'token-0'])
  })
})
