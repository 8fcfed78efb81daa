// @ts-check
/**
 * A server that calls an API in the name of its own: it holds one token, which keeps itself alive, and answers
 * who is in a conference. The API is the platform that the environment names; without one, an emulator.
 *
 *     npm run build && node examples/api-server.js
 *     curl http://127.0.0.1:4200/room-7
 */
import { createServer } from 'node:http'
import process from 'node:process'
import { authorizedFetch, HalflifeError, openSession } from 'halflife'
import { createConferenceClient, createPlatformClient, startPlatform } from 'halflife/platform'

const { PLATFORM_URL, APP_KEY = '', APP_SECRET = '', PORT = '4200', TOKEN_SECONDS = '600' } = process.env
const emulator = PLATFORM_URL ? undefined : await startPlatform()
const url = PLATFORM_URL ?? emulator?.url ?? ''
const platform = createPlatformClient({
  url,
  appKey: emulator?.appKey ?? APP_KEY,
  appSecret: emulator?.appSecret ?? APP_SECRET,
})

const session = openSession({
  token: null, // none yet: the first is asked for at once
  async refresh(_isExpired, { signal }) {
    const { accessToken } = await platform.getClientAccessToken({
      sessionScope: ['conf:create'],
      externalId: 'door-keeper',
      expiresIn: Number(TOKEN_SECONDS),
      signal,
    })
    return accessToken
  },
})
session.on('token.adopted', ({ generation }) => console.log(`Token ${generation} is in use`))
session.on('refresh.requested', ({ attempt, stage }) => console.log(`Attempt ${attempt}: ${stage}`))

const api = createConferenceClient({
  url,
  fetch: authorizedFetch(session, { origins: [new URL(url).origin] }),
})

const server = createServer(async (request, response) => {
  try {
    const alias = new URL(request.url ?? '', 'http://localhost').pathname.slice(1) || 'lobby'
    const { conferenceId } = await api.createConference({ alias })
    const participants = await api.participants(conferenceId)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ alias, participants: participants.map(({ name }) => name) }))
  } catch (error) {
    console.error(String(error))
    response.statusCode = 502
    response.end(error instanceof HalflifeError ? error.code : 'Internal error')
  }
})
server.listen(Number(PORT), '127.0.0.1', () => {
  const address = server.address()
  console.log(`Ask http://127.0.0.1:${typeof address === 'object' ? address?.port : PORT}/room-7`)
})

process.once('SIGINT', async () => {
  server.close()
  server.closeAllConnections()
  await session.close()
  await emulator?.close()
})
