// @ts-check
import { createWebSocketInspector } from '@statelyai/inspect'
import { inspectorProcess } from './inspector-process.js'
import { steppingSession } from './stepping-session.js'

export const setUp = async () => {
  const { feedUrl, arrived, end } = await inspectorProcess()
  const { inspect } = createWebSocketInspector({ url: feedUrl, maxDeferredEvents: 1_000_000 })
  return steppingSession({ inspect, messages: 2504, arrived, tearDown: end })
}
