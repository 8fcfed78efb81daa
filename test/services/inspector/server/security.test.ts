import { once } from 'node:events'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type RunningInspector, startInspector } from 'halflife/inspector'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'

let inspector: RunningInspector
let port: string
let secret: string
let feedSecret: string

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'halflife-'))
  await writeFile(join(folder, 'index.html'), '<title>page</title>')
  await writeFile(join(folder, 'page.js'), 'page()')
  await writeFile(join(folder, 'notes.txt'), 'not the page')
  await writeFile(join(folder, '.hidden.html'), 'hidden')
  inspector = await startInspector({ page: pathToFileURL(`${folder}/`) })
  ;({ port } = new URL(inspector.url))
  secret = inspector.url.split('/')[3] ?? ''
  feedSecret = inspector.feedUrl.split('/')[3] ?? ''
})
afterAll(() => inspector.close())

interface Asked {
  readonly path?: string
  readonly method?: string
  readonly headers?: Record<string, string>
}

/** One request as it stands, whatever a browser or `fetch` would make of it. */
function ask({ path = `/${secret}/`, method = 'GET', headers = {} }: Asked) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (resolve, reject) => {
      const call = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
        let body = ''
        response.on('data', (chunk) => (body += chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        )
      })
      call.on('error', reject)
      call.end()
    },
  )
}

/** What becomes of a WebSocket: `open`, or the status with which it is refused. */
function knock(path: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
  return new Promise<number | 'open'>((resolve, reject) => {
    socket.once('open', () => resolve('open'))
    socket.once('unexpected-response', (_, { statusCode = 0 }) => resolve(statusCode))
    socket.once('error', reject)
  }).finally(() => socket.terminate())
}

const own = () => `http://127.0.0.1:${port}`

describe('who may see the page', () => {
  it('whoever has its address, by either name of this machine', async () => {
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) {
      expect(await ask({ headers: { host } })).toMatchObject({ status: 200, body: '<title>page</title>' })
    }
    expect(await ask({ path: `/${secret}/page.js` })).toMatchObject({ status: 200, body: 'page()' })
    expect(await ask({ path: `/${secret}` })).toMatchObject({
      status: 308,
      headers: { location: `/${secret}/` },
    })
  })

  it('the address has 128 bits of chance, and is another one each time', async () => {
    await using other = await startInspector()
    const secrets = [inspector, other].flatMap(({ url, feedUrl }) => [
      url.split('/')[3],
      feedUrl.split('/')[3],
    ])
    for (const text of secrets) expect(text).toMatch(/^[\w-]{22}$/)
    expect(new Set(secrets).size).toBe(4)
  })

  it('whoever has an address for once, once', async () => {
    const [first, second] = [new URL(inspector.urlForOnce()), new URL(inspector.urlForOnce())]
    expect(await ask({ path: first.pathname, method: 'HEAD' })).toMatchObject({ status: 404 })
    expect(await ask({ path: first.pathname, headers: { host: 'evil.example' } })).toMatchObject({
      status: 421,
    })
    const led = { status: 303, headers: { location: `/${secret}/`, 'referrer-policy': 'no-referrer' } }
    expect(await ask({ path: first.pathname })).toMatchObject(led)
    expect(await ask({ path: first.pathname })).toMatchObject({ status: 404 })
    expect(await ask({ path: `${second.pathname}/` })).toMatchObject({ status: 404 })
    expect(await ask({ path: second.pathname })).toMatchObject(led)
    expect(`${first} ${second}`).not.toContain(secret)
  })

  it.each([
    ['nothing', () => '/'],
    ['a wrong secret', () => `/${'A'.repeat(22)}/`],
    ['half a secret', () => `/${secret.slice(0, 11)}/`],
    ['the secret of the feed', () => `/${feedSecret}/`],
    ['a file that is no part of the page', () => `/${secret}/notes.txt`],
    ['a hidden file', () => `/${secret}/.hidden.html`],
    ['a file outside', () => `/${secret}/..%2f..%2fetc%2fpasswd`],
    ['a file outside, as it is', () => `/${secret}/../../../../etc/hostname.html`],
    ['a folder', () => `/${secret}/a/b.html`],
    ['a file that is not there', () => `/${secret}/constructor.js`],
  ])('nobody with %s', async (_, path) => {
    expect(await ask({ path: path() })).toMatchObject({ status: 404, body: 'There is nothing here.\n' })
  })

  it.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example', '[::1]'])(
    'nobody by another name of this machine: Host %j',
    async (host) => {
      const answer = await ask({ headers: { host } })
      expect(answer.status).toBe(421)
      expect(answer.body).not.toContain('<title>')
    },
  )

  it('nobody without any name', async () => {
    const text = await new Promise<string>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port: Number(port) })
      let answer = ''
      socket.on('data', (data) => (answer += data)).on('close', () => resolve(answer))
      socket.write(`GET /${secret}/ HTTP/1.0\r\n\r\n`)
    })
    expect(text).toMatch(/^HTTP\/1.1 4\d\d /)
    expect(text).not.toContain('<title>')
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('by no other method: %s', async (method) => {
    const answer = await ask({ method, headers: { origin: 'http://evil.example' } })
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' }, body: '' })
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it('every answer, a refusal too, keeps the page to itself', async () => {
    const answers = await Promise.all([
      ask({}),
      ask({ path: `/${secret}/page.js` }),
      ask({ path: '/wrong' }),
      ask({ headers: { host: 'evil.example' } }),
      ask({ method: 'POST' }),
    ])
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      })
      const policy = String(headers['content-security-policy']).split('; ')
      expect(policy).toEqual([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        `connect-src 'self' ws://127.0.0.1:${port} ws://localhost:${port}`,
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ])
    }
  })

  it('nobody from another machine: it listens on loopback alone', async () => {
    const others = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses)
    const outside = others.filter(({ internal, family }) => !internal && family === 'IPv4')
    for (const { address } of outside) {
      const isReached = await new Promise((resolve) => {
        const socket = connect({ host: address, port: Number(port), timeout: 2_000 }, () => resolve(true))
        for (const end of ['error', 'timeout'] as const)
          socket.once(end, () => resolve(socket.destroy() && false))
      })
      expect(isReached).toBe(false)
    }
  })
})

describe('who may connect', () => {
  it('our own page, by either name', async () => {
    expect(await knock(`/${secret}/live`, { origin: own() })).toBe('open')
    const host = `localhost:${port}`
    expect(await knock(`/${secret}/live`, { host, origin: `http://${host}` })).toBe('open')
  })

  it.each([
    ['a page of another site', () => ({ origin: 'http://evil.example' })],
    ['a page of another port of this machine', () => ({ origin: 'http://127.0.0.1:1' })],
    ['a page that will not say where it is from', () => ({ origin: 'null' })],
    ['something that is no page', () => ({})],
    ['our page by another scheme', () => ({ origin: `https://127.0.0.1:${port}` })],
    ['our page by its other name', () => ({ origin: `http://localhost:${port}` })],
    ['two origins', () => ({ origin: `${own()}, http://evil.example` })],
  ])('not %s, even with the secret', async (_, headers) => {
    expect(await knock(`/${secret}/live`, headers() as Record<string, string>)).toBe(403)
  })

  it.each([
    ['a wrong secret', () => `/${'A'.repeat(22)}/live`],
    ['the secret of the feed', () => `/${feedSecret}/live`],
    ['no secret', () => '/live'],
    ['another name', () => `/${secret}/else`],
    ["the page's secret, as a feed", () => `/${secret}/feed`],
  ])('not with %s', async (_, path) => {
    expect(await knock(path(), { origin: own() })).toBe(404)
  })

  it('not by another name of this machine, as page or as feed', async () => {
    const headers = { host: `evil.example:${port}`, origin: `http://evil.example:${port}` }
    expect(await knock(`/${secret}/live`, headers)).toBe(421)
    expect(await knock(`/${feedSecret}/feed`, headers)).toBe(421)
  })

  it('an app of any origin, as a feed', async () => {
    expect(await knock(`/${feedSecret}/feed`, { origin: 'http://localhost:5173' })).toBe('open')
    expect(await knock(`/${feedSecret}/feed`)).toBe('open')
  })

  it('nobody for longer than his refusal takes: the inspector closes, though he keeps his end open', async () => {
    await using other = await startInspector()
    const { host, port } = new URL(other.url)
    const refused = connect({ host: '127.0.0.1', port: Number(port), allowHalfOpen: true })
    const asked = ['GET /wrong/live HTTP/1.1', `Host: ${host}`, 'Connection: Upgrade', 'Upgrade: websocket']
    refused.write(`${asked.join('\r\n')}\r\n\r\n`)
    const [answer] = await once(refused, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 404 /)
    await other.close()
    refused.destroy()
  })

  it('twenty pages at once, and no more', async () => {
    await using small = await startInspector()
    const url = new URL('live', small.url.replace('http', 'ws'))
    const { origin } = new URL(small.url)
    const open = () =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(url, { origin })
        socket.once('message', () => resolve('open'))
        socket.once('unexpected-response', (_, { statusCode }) => resolve(String(statusCode)))
        socket.once('error', () => {})
      })
    const outcomes: string[] = []
    for (let index = 0; index < 21; index++) outcomes.push(await open())
    expect(outcomes).toEqual([...Array(20).fill('open'), '503'])
  })
})
