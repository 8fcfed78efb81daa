import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Hono } from 'hono'
import { HalflifeError } from '../../errors.ts'

/** What a hono app that runs on {@link listenOnLoopback} has in `c.env`. */
export type OnNode = { Bindings: HttpBindings }

/** An HTTP server that only this machine can reach. */
export interface LoopbackServer {
  readonly url: string
  /**
   * Breaks every answer that is under way, a stream of events too, except that on one connection. Idle
   * connections are left: their next call is for `hangUp`, and none is lost to one that broke unseen.
   */
  breakAnswers(except?: Socket): void
  /** Stops listening and breaks what is open. Safe to call twice. */
  close(): Promise<void>
}

/**
 * @param port 0 for any that is free
 * @throws HalflifeError `ERR_OPTION` for a port that is not one, or cannot be had
 */
export async function listenOnLoopback(app: Hono<OnNode>, port = 0): Promise<LoopbackServer> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new HalflifeError('ERR_OPTION', 'port must be a whole number, 0 to 65535; 0 is any that is free.')
  }
  // Without overrideGlobalObjects, a library would change Request and Response for its whole process.
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server
  const busy = new Set<Socket>()
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    busy.add(socket)
    response.once('close', () => busy.delete(socket))
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new HalflifeError(
          'ERR_OPTION',
          `port ${port} cannot be listened on (${error.code}). Choose another, or 0.`,
        ),
      )
    })
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  const boundPort = typeof address === 'object' && address ? address.port : port
  let closed: Promise<void> | undefined

  return {
    url: `http://127.0.0.1:${boundPort}`,
    breakAnswers(except) {
      for (const socket of busy) if (socket !== except) socket.destroy()
    },
    close() {
      closed ??= new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
      return closed
    },
  }
}

/** No answer at all: the caller sees its connection break, as when a server is down. */
export function hangUp({ incoming }: HttpBindings): Response {
  incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}
