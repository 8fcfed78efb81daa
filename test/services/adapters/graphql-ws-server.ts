import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { CloseCode } from 'graphql-ws'
import { useServer } from 'graphql-ws/use/ws'
import { onTestFinished } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import type { World } from './setting.ts'

// The one that graphql-ws uses: as an ES module it would be another, and those two do not mix.
const { GraphQLObjectType, GraphQLSchema, GraphQLString } = createRequire(import.meta.url)(
  'graphql',
) as typeof import('graphql')

/** A subscription `beat` that says `beat` whenever it is told to. */
export async function startGraphqlServer(
  { isGood }: Pick<World, 'isGood'>,
  closeCode = CloseCode.Forbidden as number,
) {
  const tokens: unknown[] = []
  const sockets = new Set<WebSocket>()
  const beats = new Set<() => void>()

  async function* heart() {
    for (;;) {
      await new Promise<void>((resolve) => beats.add(resolve))
      yield { beat: 'beat' }
    }
  }
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: { beat: { type: GraphQLString } } }),
    subscription: new GraphQLObjectType({
      name: 'Subscription',
      fields: { beat: { type: GraphQLString, subscribe: heart } },
    }),
  })

  const http = createServer()
  const wss = new WebSocketServer({ server: http, path: '/graphql' })
  useServer(
    {
      schema,
      onConnect({ connectionParams, extra }) {
        const [, token] = /^Bearer (.+)$/.exec(String(connectionParams?.['authorization'])) ?? []
        tokens.push(token)
        sockets.add(extra.socket)
        if (!isGood(token)) extra.socket.close(closeCode, 'Not with this token')
        return isGood(token)
      },
    },
    wss,
  )
  await new Promise<void>((resolve) => void http.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of wss.clients) socket.terminate()
    wss.close()
    http.close()
  })
  return {
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}/graphql`,
    tokens,
    get followers() {
      return beats.size
    },
    beat() {
      for (const tell of beats) tell()
      beats.clear()
    },
    /** Closes every connection, as a server does when it finds that a token has ended. */
    hangUp(code = closeCode) {
      for (const socket of sockets) socket.close(code, 'Not with this token')
      sockets.clear()
      beats.clear()
    },
  }
}
