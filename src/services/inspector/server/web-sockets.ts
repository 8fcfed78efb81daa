import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { OwnHosts } from './own-hosts.ts'
import { isSecret } from './secret.ts'

/** One kind of WebSocket that the server takes, at `/<secret>/<name>`. */
export interface Door {
  readonly name: string
  readonly secret: string
  /** Only from our own page; else from anywhere. */
  readonly from: 'own-page' | 'anywhere'
  /** How many at once. */
  readonly most: number
  /** The longest message taken, bytes. */
  readonly maxMessageBytes: number
  enter(socket: WebSocket, request: IncomingMessage): void
}

/** Has a server take WebSockets at these doors, and at no others. */
export function takeWebSockets(server: Server, hosts: () => OwnHosts, doors: readonly Door[]) {
  const behind = doors.map((door) => ({
    door,
    // Compression is for distances: here it would only cost memory.
    sockets: new WebSocketServer({
      noServer: true,
      maxPayload: door.maxMessageBytes,
      perMessageDeflate: false,
    }),
  }))

  server.on('upgrade', (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    connection.on('error', () => connection.destroy())
    const { host, origin } = request.headers
    if (!hosts().has(host)) return refuse(connection, '421 Misdirected Request')
    const [, secret = '', name] = /^\/([^/?]+)\/([^/?]+)(?:\?.*)?$/.exec(request.url ?? '') ?? []
    const found = behind.find(({ door }) => door.name === name && isSecret(secret, door.secret))
    if (!found) return refuse(connection, '404 Not Found')
    const { door, sockets } = found
    if (door.from === 'own-page' && !hosts().isOwnOrigin(origin, host))
      return refuse(connection, '403 Forbidden')
    if (sockets.clients.size >= door.most) return refuse(connection, '503 Service Unavailable')
    sockets.handleUpgrade(request, connection, head, (socket) => {
      // What is wrong with a message ends its connection; ws has said why by its close code.
      socket.on('error', () => {})
      door.enter(socket, request)
    })
  })

  return {
    /** Ends all of them. */
    close(): void {
      for (const { sockets } of behind) {
        for (const socket of sockets.clients) socket.terminate()
        sockets.close()
      }
    },
  }
}

function refuse(connection: Duplex, status: string): void {
  // Whoever keeps his end open would else keep the server from closing.
  connection.once('finish', () => connection.destroy())
  connection.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
