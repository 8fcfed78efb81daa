import { connect } from 'node:net'
import { type ClientOptions, WebSocket } from 'ws'
import { createInspector as createInspectorOn } from './client/create-inspector.ts'
import type { FeedSocketClass, InspectorClient, InspectorClientOptions } from './client/options.ts'

/** Keeps no process alive: who is looked at may end when it likes. */
class QuietWebSocket extends WebSocket {
  constructor(url: string) {
    super(url, { createConnection: quietly, perMessageDeflate: false })
  }
}

const quietly = ((options: { host: string; port: number }) =>
  connect(options).unref()) as ClientOptions['createConnection'] & object

/** As in `halflife/inspector/client`, but that it needs no WebSocket of the platform, and keeps no process alive. */
export const createInspector = (options: InspectorClientOptions): InspectorClient =>
  createInspectorOn({ ...options, WebSocket: options.WebSocket ?? (QuietWebSocket as FeedSocketClass) })
