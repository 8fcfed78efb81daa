import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect as inspectOverServer } from '@xstate/inspect/lib/server.js'
import { type WebSocket, WebSocketServer } from 'ws'
import { type BridgeOptions, createBridge, type Inspect } from './bridge.ts'
import { createDevTools, withDevTools } from './dev-tools.ts'

/** How the server for viewers is run. */
export interface ServeOptions extends BridgeOptions {
  /** Default 8888; 0 takes any free one. */
  readonly port?: number | undefined
  /** Web pages that may look, by origin. Pages of this machine always may. Default: `['https://stately.ai']`. */
  readonly origins?: readonly string[] | undefined
}

/** A server for viewers of @xstate/inspect. */
export interface XstateInspect {
  /** Hand this to `createActor(logic, { inspect })`, or to `openSession({ inspect })`. */
  readonly inspect: Inspect
  /** Where viewers connect: `127.0.0.1:8888`. */
  readonly server: string
  /** Sends every viewer away, and frees the port. From then on `inspect` does nothing. */
  close(): Promise<void>
}

const largestMessage = 1024 * 1024

/**
 * Serves actors of XState 5 to viewers of `@xstate/inspect` 0.8, over its own WebSocket server, on this machine alone.
 *
 * @throws what Node throws if the port is taken
 * @example
 * const viewer = await serveXstateInspect({ port: 8888 })
 * createActor(machine, { inspect: viewer.inspect }).start()
 */
export async function serveXstateInspect(options: ServeOptions = {}): Promise<XstateInspect> {
  const { port = 8888, origins = ['https://stately.ai'] } = options
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port,
    maxPayload: largestMessage,
    verifyClient: ({ origin, req }: { origin?: string; req: IncomingMessage }) =>
      isOfThisMachine(`http://${req.headers.host}`) &&
      (origin === undefined || origins.includes(origin) || isOfThisMachine(origin)),
  })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  const tools = createDevTools()
  const inspector = withDevTools(tools, () => inspectOverServer({ server: patient(server) as never }))
  const bridge = createBridge(options, tools)
  let isClosed = false
  return {
    inspect: (inspection) => {
      if (!isClosed) bridge(inspection)
    },
    server: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        if (isClosed) return resolve()
        isClosed = true
        server.once('close', () => resolve())
        for (const client of server.clients) client.terminate()
        inspector.disconnect()
      }),
  }
}

function isOfThisMachine(origin: string): boolean {
  const host = URL.canParse(origin) ? new URL(origin).hostname : ''
  return host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host)
}

/** The server as @xstate/inspect uses it: it hears only what a viewer may say, for anything else would end the process. */
function patient(server: WebSocketServer) {
  return {
    clients: server.clients,
    close: () => server.close(),
    on: (name: string, listener: (client: unknown) => void) =>
      name === 'connection'
        ? server.on(name, (client: WebSocket) => {
            // Of a frame that is none, the connection dies, and not the process.
            client.on('error', () => {})
            listener(patientClient(client))
          })
        : server.on(name as 'close', listener as never),
  }
}

function patientClient(client: WebSocket) {
  return {
    on: (name: 'message', listener: (data: Buffer, isBinary: boolean) => void) =>
      client.on(name, (data: Buffer, isBinary: boolean) => {
        if (isCommand(data.toString())) listener(data, isBinary)
      }),
  }
}

/** A viewer says that it looks, and sends events, each an object in JSON within JSON. */
function isCommand(text: string): boolean {
  const { type, event } = objectIn(text) ?? {}
  return type === 'xstate.inspecting' || (type === 'xstate.event' && objectIn(event) !== undefined)
}

function objectIn(text: unknown): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text as string)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
