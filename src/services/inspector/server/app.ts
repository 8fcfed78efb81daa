import { Hono } from 'hono'
import type { OnNode } from '../../platform/loopback-server.ts'
import type { OwnHosts } from './own-hosts.ts'
import { findPage, pageFile } from './page-files.ts'
import { isSecret } from './secret.ts'
import type { Tickets } from './tickets.ts'

/** What the app needs to know; the hosts are known once it listens. */
export interface AppSettings {
  readonly hosts: () => OwnHosts
  /** The first part of every path that is answered. */
  readonly secret: string
  /** Addresses that lead to the page once. */
  readonly tickets: Tickets
  /** Where the page stands. Default: where the build has put it. */
  readonly page: URL | undefined
}

const notBuilt = 'The page of the inspector has not been built. Run: npm run build\n'

/** Serves the page's files, to those who know the secret, and to nobody by another name of this machine. */
export function createApp({ hosts, secret, tickets, page }: AppSettings): Hono<OnNode> {
  const app = new Hono<OnNode>()

  app.use(async (c, next) => {
    // Of the request as it came: what hono makes of it has another idea of where it was sent.
    const { host } = c.env.incoming.headers
    if (!hosts().has(host)) c.res = c.text('This is the inspector of another name.\n', 421)
    else if (c.req.method !== 'GET' && c.req.method !== 'HEAD')
      c.res = c.text('', 405, { allow: 'GET, HEAD' })
    else await next()
    for (const [name, value] of Object.entries(protections(hosts()))) c.res.headers.set(name, value)
  })

  app.get('*', async (c) => {
    const [, candidate = '', slash, name] = /^\/([^/]+)(\/)?([^/]*)$/.exec(c.req.path) ?? []
    if (c.req.method === 'GET' && !slash && tickets.take(candidate)) return c.redirect(`/${secret}/`, 303)
    if (!isSecret(candidate, secret)) return c.notFound()
    // The page names its files relative to itself.
    if (!slash) return c.redirect(`/${secret}/`, 308)
    const folder = page ?? (await findPage())
    if (!folder) return c.text(notBuilt, 503)
    const file = await pageFile(folder, name || 'index.html')
    return file ? c.body(file.body, 200, { 'content-type': file.contentType }) : c.notFound()
  })
  app.notFound((c) => c.text('There is nothing here.\n', 404))
  app.onError((_, c) => c.text('This went wrong.\n', 500))
  return app
}

/**
 * What every answer carries: the page loads nothing from elsewhere, tells nobody where it was, and is in nobody's frame.
 * There is no opener policy: `@statelyai/inspect` opens its inspector in a window, and then talks to it.
 */
const protections = (hosts: OwnHosts): Readonly<Record<string, string>> => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${hosts.webSockets}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
})
