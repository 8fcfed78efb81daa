import { protocolVersion, type ToPage } from '../../protocol.ts'
import type { Model } from '../model/model.ts'

/** How long to wait before a lost connection is tried again, ms: each time longer, up to the last. */
const waitsMs = [250, 500, 1_000, 2_000, 5_000]

const otherVersion = 'The server speaks another version than this page. Load the page anew.'

/**
 * Follows the server, and comes back to it when it was away.
 *
 * @param url the WebSocket's
 */
export function connect(url: URL, model: Model): void {
  let failures = 0
  const open = () => {
    const socket = new WebSocket(url)
    let isUnderstood = true
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data) as ToPage
      if (message.type === 'hello') {
        failures = 0
        isUnderstood = message.protocol === protocolVersion
        if (isUnderstood) model.setLink('connected')
        else model.take({ type: 'problem', message: otherVersion })
      }
      if (isUnderstood) model.take(message)
    }
    socket.onclose = () => {
      model.setLink('lost')
      if (isUnderstood) setTimeout(open, waitsMs[Math.min(failures++, waitsMs.length - 1)])
    }
  }
  open()
}
