// @ts-check
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { WebSocket } from 'ws'
import { startInspector } from '../../dist/services/inspector/index.js'

// An inspector, and a page that looks, in a process of their own: what they cost is not the session's.

/** Starts it. */
export async function inspectorProcess() {
  const child = fork(fileURLToPath(import.meta.url))
  const [feedUrl] = /** @type {[string]} */ (await once(child, 'message'))
  return {
    feedUrl,
    /** How many records the page was sent so far. @returns {Promise<number>} */
    async arrived() {
      child.send('how many?')
      const [count] = await once(child, 'message')
      return count
    },
    end: () => child.kill(),
  }
}

if (process.send && process.argv[1] === fileURLToPath(import.meta.url)) {
  const inspector = await startInspector()
  const live = new URL('live', inspector.url.replace('http', 'ws'))
  const page = new WebSocket(live, { origin: new URL(inspector.url).origin })
  let count = 0
  page.on('message', (data) => {
    const message = JSON.parse(String(data))
    if (message.type === 'records') count += message.records.length
  })
  await once(page, 'open')
  process.send(inspector.feedUrl)
  process.on('message', () => process.send?.(count))
  process.on('disconnect', () => process.exit())
}
