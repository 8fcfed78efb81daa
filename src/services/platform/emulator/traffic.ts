import type { MiddlewareHandler } from 'hono'
import { type Endpoint, endpoints } from '../endpoints.ts'
import type { OnNode } from '../loopback-server.ts'

/** One call, for the log: an endpoint's pattern, and nothing that the caller wrote. */
export interface LogEntry {
  readonly method: string
  /** The pattern, such as `/v2/sessions/:sessionId`; `(unknown)` where there is no such endpoint. */
  readonly path: string
  /** The HTTP status, or that the connection was broken instead of an answer. */
  readonly status: number | 'dropped'
  /** From the call's arrival to the head of its answer, in milliseconds. */
  readonly durationMs: number
}

/** Counts the calls and tells the log of each. */
export class Traffic {
  /** How many calls came, by endpoint; those that a fault met are among them. */
  readonly counts = Object.fromEntries(endpoints.map((endpoint) => [endpoint, 0])) as Record<Endpoint, number>
  readonly #log: (entry: LogEntry) => void

  constructor(log: (entry: LogEntry) => void = () => undefined) {
    this.#log = log
  }

  /** @param endpoint `undefined` where there is none */
  watch(endpoint: Endpoint | undefined): MiddlewareHandler<OnNode> {
    const path = endpoint?.split(' ')[1] ?? '(unknown)'
    return async (c, next) => {
      const startedMs = performance.now()
      if (endpoint) this.counts[endpoint] += 1
      await next()
      const status = c.env.incoming.socket.destroyed ? 'dropped' : c.res.status
      this.#log({ method: c.req.method, path, status, durationMs: performance.now() - startedMs })
    }
  }
}
