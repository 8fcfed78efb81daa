import { WebSocket } from 'ws'
import type { ToPage } from '../../../../src/services/inspector/protocol.ts'

/** What a page hears, in Node: it comes as a browser's page does, by the origin of its own address. */
export function openPage(url: string) {
  const { origin } = new URL(url)
  const socket = new WebSocket(new URL('live', url.replace('http', 'ws')), { origin })
  const messages: ToPage[] = []
  socket.on('message', (data) => messages.push(JSON.parse(String(data))))
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  const of = <Type extends ToPage['type']>(type: Type) =>
    messages.filter((message): message is Extract<ToPage, { type: Type }> => message.type === type)
  return {
    socket,
    messages,
    of,
    records: () => of('records').flatMap(({ records }) => records),
    actorEvents: () => of('actors').flatMap(({ events }) => events),
    closed,
    async close() {
      socket.close()
      await closed
    },
  }
}
