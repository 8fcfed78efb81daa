import type { MiddlewareHandler } from 'hono'
import type { Endpoint } from '../endpoints.ts'
import { hangUp, type OnNode } from '../loopback-server.ts'
import type { FaultBoard } from './fault-board.ts'
import { faulty } from './refusal.ts'
import type { Timers } from './timers.ts'

/** Does to a call what the faults in force say, before anything else is done with it. */
export function suffering(endpoint: Endpoint, board: FaultBoard, timers: Timers): MiddlewareHandler<OnNode> {
  const handsOutTokens = endpoint.endsWith('token')
  return async (c, next) => {
    if (board.current.latencyMs > 0) await timers.sleep(board.current.latencyMs)
    const { outage, errorStatus, errorOn, retryAfterSeconds } = board.current
    if (outage) return hangUp(c.env)
    if (errorStatus !== null && (errorOn === 'all' || handsOutTokens))
      throw faulty(errorStatus, retryAfterSeconds)
    return next()
  }
}
