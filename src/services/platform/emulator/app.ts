import { type Context, Hono } from 'hono'
import { type Endpoint, endpoints } from '../endpoints.ts'
import type { OnNode } from '../loopback-server.ts'
import type { FaultBoard } from './fault-board.ts'
import { broken, notFound, Refusal } from './refusal.ts'
import { suffering } from './suffering.ts'
import type { Timers } from './timers.ts'
import type { Traffic } from './traffic.ts'

/** What answers each endpoint. That none is missing, the compiler sees to. */
export type Routes = Record<Endpoint, (c: Context<OnNode>) => Response | Promise<Response>>

/** Every call, in this order: counted and logged, met by the faults, answered. */
export function createApp(deps: {
  routes: Routes
  traffic: Traffic
  board: FaultBoard
  timers: Timers
}): Hono<OnNode> {
  const { routes, traffic, board, timers } = deps
  const app = new Hono<OnNode>()

  for (const endpoint of endpoints) {
    const [method = '', path = ''] = endpoint.split(' ')
    app.on(method, path, traffic.watch(endpoint))
    // Whoever switches the faults must not meet them.
    if (!path.startsWith('/admin/')) app.on(method, path, suffering(endpoint, board, timers))
    app.on(method, path, routes[endpoint])
  }
  app.all('*', traffic.watch(undefined), (c) => notFound('endpoint').answer(c))
  app.onError((error, c) => (error instanceof Refusal ? error : broken()).answer(c))
  return app
}
