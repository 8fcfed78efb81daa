// @ts-check
import { createInspector } from '../../dist/services/inspector/index.js'
import { inspectorProcess } from './inspector-process.js'
import { steppingSession } from './stepping-session.js'

export const setUp = async () => {
  const { feedUrl, arrived, end } = await inspectorProcess()
  const { inspect } = createInspector({ url: feedUrl })
  // What it came to, for each step, for its beginning and its end, and who it is: 64 in each message.
  return steppingSession({ inspect, messages: 20, arrived, tearDown: end })
}
