import type { Context } from 'hono'
import { HalflifeError } from '../../../errors.ts'
import type { OnNode } from '../loopback-server.ts'
import { readJson } from './body.ts'
import { bearerOf, isSame } from './credentials.ts'
import { type FaultBoard, revoke } from './fault-board.ts'
import type { Issuer } from './issuer.ts'
import { invalidRequest, invalidToken } from './refusal.ts'

/**
 * The faults, over HTTP, for whoever steers a running emulator:
 *
 *     curl -X PATCH $URL/admin/faults -H "authorization: Bearer $ADMIN_KEY" -d '{"outage":true}'
 */
export function adminRoutes({
  board,
  issuer,
  adminKey,
}: {
  board: FaultBoard
  issuer: Issuer
  adminKey: string
}) {
  /** The server listens on loopback alone; that it is looked at here too costs nothing. */
  function check(c: Context<OnNode>): void {
    const isLocal = /^(127\.|::1$|::ffff:127\.)/.test(c.env.incoming.socket.remoteAddress ?? '')
    if (!isLocal || !isSame(bearerOf(c), adminKey)) throw invalidToken()
  }

  return {
    'GET /admin/faults': (c: Context<OnNode>) => {
      check(c)
      return c.json(board.current)
    },
    'PATCH /admin/faults': async (c: Context<OnNode>) => {
      check(c)
      const changes = await readJson(c)
      await orRefuse(async () => board.set(changes, c.env.incoming.socket))
      return c.json(board.current)
    },
    'DELETE /admin/faults': (c: Context<OnNode>) => {
      check(c)
      board.clear()
      return c.json(board.current)
    },
    'POST /admin/revocations': async (c: Context<OnNode>) => {
      check(c)
      const what = await readJson(c)
      await orRefuse(() => revoke(issuer, what))
      return c.body(null, 204)
    },
  }
}

/** A bad option, here, came in a request. */
async function orRefuse(change: () => Promise<void>): Promise<void> {
  try {
    await change()
  } catch (error) {
    throw error instanceof HalflifeError ? invalidRequest(error.message) : error
  }
}
