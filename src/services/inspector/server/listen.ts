import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import { HalflifeError } from '../../../errors.ts'
import type { OnNode } from '../../platform/loopback-server.ts'

/** Listens on 127.0.0.1, and nowhere else. @throws HalflifeError `ERR_OPTION` for a port that cannot be had */
export async function listen(app: Hono<OnNode>, port: number): Promise<{ server: Server; port: number }> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new HalflifeError('ERR_OPTION', 'port must be a whole number, 0 to 65535; 0 is any that is free.')
  }
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      const message = `port ${port} cannot be listened on (${code}). Choose another, or 0.`
      reject(new HalflifeError('ERR_OPTION', message))
    })
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  return { server, port: typeof address === 'object' && address ? address.port : port }
}
