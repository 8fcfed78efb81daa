// @ts-check
/**
 * A participant of an app in React Native, on the level of its JavaScript: it joins a conference, its authentication
 * server goes down until its token has ended, it stays in the conference, and recovers.
 *
 *     npm run build && node examples/react-native-participant.js
 */
import process from 'node:process'
import { startAuthServer, startPlatform } from 'halflife/platform'
import { createCommsApi } from 'halflife/sdk'

const platform = await startPlatform()
const { url: platformUrl, appKey, appSecret } = platform
const expiresIn = Number(process.env['TOKEN_SECONDS'] ?? 4)
const authServer = await startAuthServer({ platformUrl, appKey, appSecret, expiresIn })
// A phone keeps an app running; what waits for a token does not keep Node from ending.
const running = setInterval(() => {}, 1_000)

/** Asks the authentication server, as an app does. */
async function fetchToken() {
  const body = JSON.stringify({ externalId: 'alice' })
  const response = await fetch(`${authServer.url}/access-token`, { method: 'POST', body })
  if (!response.ok) throw Object.assign(new Error('No token.'), { status: response.status })
  const { accessToken } = /** @type {{ accessToken: string }} */ (await response.json())
  return accessToken
}

// From here on it is what an app of the original has, but for this line, in place of its import.
const CommsAPI = createCommsApi({
  platform: platformUrl,
  onDiagnostic: ({ message }) => console.log(message),
})

await CommsAPI.initializeToken(await fetchToken(), async (isExpired) => {
  console.log(`callback(${isExpired})`)
  return fetchToken()
})
await CommsAPI.session.open({ name: 'Alice' })
const conference = await CommsAPI.conference.create({ alias: 'room 7' })
await CommsAPI.conference.join(conference)

async function whoIsThere() {
  const participants = await CommsAPI.conference.participants()
  return participants.map(({ name }) => name).join(', ')
}

/** @param {'token.adopted' | 'token.expired'} type */
const happened = (type) => new Promise((resolve) => CommsAPI.on(type, resolve))

await happened('token.adopted')
console.log('A new token at one half, in time')

authServer.outage(true, 'unavailable')
await happened('token.expired')
console.log(`Expired; in the conference: ${CommsAPI.conference.current?.alias}`)
await whoIsThere().catch((error) => console.log(`Refused: ${error.code}`))

authServer.outage(false)
await CommsAPI.tokenSession.refreshNow()
console.log(`Recovered; there: ${await whoIsThere()}`)

await CommsAPI.conference.leave()
await CommsAPI.session.close()
await CommsAPI.close()
await authServer.close()
await platform.close()
clearInterval(running)
