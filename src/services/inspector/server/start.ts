import type { Journal } from '../../journal/journal.ts'
import { Feeds } from '../feed/feeds.ts'
import { createApp } from './app.ts'
import { listen } from './listen.ts'
import type { InspectorOptions } from './options.ts'
import { OwnHosts } from './own-hosts.ts'
import { Pages } from './pages.ts'
import { randomSecret } from './secret.ts'
import { Tickets } from './tickets.ts'
import { takeWebSockets } from './web-sockets.ts'

/** A running inspector. */
export interface RunningInspector extends AsyncDisposable {
  /** Where the page is, for a browser on this machine. Whoever has it sees everything. */
  readonly url: string
  /** Another address of the page, which leads to it once: for command lines, which others on the machine can read. */
  urlForOnce(): string
  /** Where apps send what they do: for `createInspector({ url })`. Whoever has it can send, and sees nothing. */
  readonly feedUrl: string
  /**
   * Shows a journal of this process.
   *
   * @param name what the page calls it. Default `journal`
   * @returns the same journal; what is appended through this one is shown at once, else within a quarter of a second
   */
  watch(journal: Journal, name?: string): Journal
  /** Ends all connections and stops listening. Closes no journal. Safe to call twice. */
  close(): Promise<void>
}

/**
 * Starts the inspector: a page, on this machine alone, that shows what tokens did and do.
 *
 * @example
 * await using inspector = await startInspector()
 * const session = openSession({ journal: inspector.watch(journal), stream: 'room-7/alice', ... })
 * console.log(inspector.url)
 * @throws HalflifeError `ERR_OPTION` for a port that is not one, or cannot be had
 */
export async function startInspector(options: InspectorOptions = {}): Promise<RunningInspector> {
  const { port: wantedPort = 0, journal, journalName, stream, page } = options
  const secret = randomSecret()
  const feedSecret = randomSecret()
  const tickets = new Tickets()
  let hosts = new OwnHosts(wantedPort)
  const { server, port } = await listen(createApp({ hosts: () => hosts, secret, tickets, page }), wantedPort)
  hosts = new OwnHosts(port)

  const feedUrl = `ws://127.0.0.1:${port}/${feedSecret}/feed`
  const pages = new Pages({ mode: journal ? 'journal' : 'live', feedUrl, stream })
  if (journal) pages.addJournal(journal, journalName)

  const feeds = new Feeds(pages)
  const sockets = takeWebSockets(server, () => hosts, [
    {
      name: 'live',
      secret,
      from: 'own-page',
      most: 20,
      maxMessageBytes: 1024,
      enter: (socket) => pages.enter(socket),
    },
    {
      name: 'feed',
      secret: feedSecret,
      from: 'anywhere',
      most: 200,
      maxMessageBytes: 4 * 1024 * 1024,
      enter: (socket, request) => feeds.enter(socket, request),
    },
  ])

  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= new Promise((resolve) => {
      sockets.close()
      server.close(() => resolve())
      server.closeAllConnections()
    })
    return closed
  }
  return {
    url: `http://127.0.0.1:${port}/${secret}/`,
    feedUrl,
    urlForOnce: () => `http://127.0.0.1:${port}/${tickets.issue()}`,
    watch(watched, name) {
      const source = pages.addJournal(watched, name)
      return {
        ...methodsOf(watched),
        async append(...appended) {
          const version = await watched.append(...appended)
          source.wake()
          return version
        },
      }
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** Of a journal that may be an object of a class, whose methods no spreading would find. */
const methodsOf = (journal: Journal): Omit<Journal, 'append'> => ({
  read: (...from) => journal.read(...from),
  readAll: (...from) => journal.readAll(...from),
  saveCheckpoint: (...checkpoint) => journal.saveCheckpoint(...checkpoint),
  loadCheckpoint: (...of) => journal.loadCheckpoint(...of),
  close: () => journal.close(),
})
