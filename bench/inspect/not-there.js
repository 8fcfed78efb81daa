// @ts-check
import { createInspector } from '../../dist/services/inspector/index.js'
import { steppingSession } from './stepping-session.js'

export const setUp = () => {
  const { inspect } = createInspector({ url: 'ws://127.0.0.1:9/nobody/feed' })
  return steppingSession({ inspect })
}
