// Here, `xstate` is version 4.
import { createWebSocketReceiver } from '@xstate/inspect'
import { inspect } from '@xstate/inspect/lib/server.js'
import { vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { type AnyState, type AnyStateMachine, interpret } from 'xstate'

type Receiver = ReturnType<typeof createWebSocketReceiver>
/** A message as the package's own receiver parses it: its machines and states are XState 4's. */
type Message = Parameters<Extract<Parameters<Receiver['subscribe']>[0], (...args: never[]) => void>>[0]
type Told<Type extends Message['type']> = Extract<Message, { type: Type }>

/** A viewer of @xstate/inspect: the package's own receiver, and all that it was told. */
export function openViewer(server: string) {
  // The receiver is made for browsers.
  vi.stubGlobal('WebSocket', WebSocket)
  const messages: Message[] = []
  const receiver = createWebSocketReceiver({ server, serialize: undefined })
  receiver.subscribe((message) => messages.push(message))
  const told = <Type extends Message['type']>(type: Type) =>
    messages.filter((message): message is Told<Type> => message.type === type)
  return {
    messages,
    told,
    until: (holds: () => boolean) => vi.waitUntil(holds, { timeout: 20_000, interval: 5 }),
    /** What it was told when an actor of this name was announced; the newest of that name. */
    registered: (id: string): Promise<Told<'service.register'>> =>
      vi.waitUntil(() => told('service.register').findLast((one) => one.id === id), {
        timeout: 20_000,
        interval: 5,
      }),
    /** What it was told of one actor, in order. */
    storyOf: (sessionId: string): string[] =>
      messages.flatMap((message) => {
        if (message.sessionId !== sessionId) return []
        if (message.type === 'service.event') return [`event ${message.event.name}`]
        if (message.type === 'service.state') return [`state ${pathOf(message.state)}`]
        return [message.type]
      }),
    /** Sends an event to an actor, as viewers do. */
    send: (sessionId: string, event: { readonly type: string }): void =>
      receiver.send({ type: 'xstate.event', service: sessionId, event: enveloped(event, sessionId) }),
  }
}

const pathOf = (state: AnyState): string => state.toStrings().at(-1) ?? ''

const enveloped = (event: { readonly type: string }, origin: string): string =>
  JSON.stringify({ name: event.type, data: event, $$type: 'scxml', type: 'external', origin })

/** Goes on in XState 4 from what a viewer was told, with these guards, and says where these events lead. */
export function goOn(
  { machine, state }: { readonly machine: AnyStateMachine; readonly state: AnyState },
  guards: Record<string, () => boolean>,
  ...types: string[]
): string {
  const service = interpret(machine.withConfig({ guards } as never)).start(state)
  for (const type of types) service.send({ type })
  const path = pathOf(service.getSnapshot())
  service.stop()
  return path
}

/** @xstate/inspect's own server, as its users run it. Nobody can take back what it does to `globalThis`. */
export async function serveWithoutUs() {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise((resolve) => server.once('listening', resolve))
  const inspector = inspect({ server: server as never })
  return {
    server: `127.0.0.1:${(server.address() as { port: number }).port}`,
    close() {
      for (const client of server.clients) client.terminate()
      inspector.disconnect()
    },
  }
}
