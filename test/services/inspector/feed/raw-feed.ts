import { once } from 'node:events'
import { startInspector } from 'halflife/inspector'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { openPage } from '../server/page-client.ts'

/** An inspector with a page that looks. */
export async function inspected() {
  const inspector = await startInspector()
  onTestFinished(() => inspector.close())
  return { inspector, page: openPage(inspector.url) }
}

/** An app's end of the feed, byte by byte. Whatever it is told is kept. */
export async function rawFeed(feedUrl: string, query = '') {
  const socket = new WebSocket(`${feedUrl}${query}`, { origin: 'http://localhost:5173' })
  const heard: string[] = []
  socket.on('message', (data) => heard.push(String(data)))
  socket.on('error', () => {})
  await once(socket, 'open')
  const closed = once(socket, 'close').then(([code]) => code as number)
  onTestFinished(() => socket.terminate())
  return { socket, heard, closed, send: (message: unknown) => socket.send(JSON.stringify(message)) }
}

/** What an actor is made known by. */
export const made = (sessionId: string, more: object = {}) => ({
  type: '@xstate.actor',
  name: 'doorbell',
  sessionId,
  createdAt: '1800000000000',
  _version: '0.7.2',
  id: null,
  snapshot: { status: 'active', value: 'quiet', context: {} },
  ...more,
})

/** What it came to. */
export const stepped = (sessionId: string, event: object, snapshot: object = {}) => ({
  ...made(sessionId),
  type: '@xstate.snapshot',
  event: { type: 'rung', ...event },
  snapshot: { status: 'active', value: 'ringing', context: {}, ...snapshot },
})
