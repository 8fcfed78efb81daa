// @ts-check
/**
 * A participant of a conference, with the Web SDK's surface. Its authentication server goes down for longer than its token
 * lives: it stays, is refused, and recovers. The platform and the server are emulated, over HTTP.
 *
 *     npm run build && node examples/web-participant.js
 */
import process from 'node:process'
import { startAuthServer, startPlatform } from 'halflife/platform'
import { createWebSdk } from 'halflife/sdk'

const { TOKEN_SECONDS = '4' } = process.env
const platform = await startPlatform()
const { url, appKey, appSecret } = platform
const authServer = await startAuthServer({
  platformUrl: url,
  appKey,
  appSecret,
  expiresIn: Number(TOKEN_SECONDS),
})

/** What your app does: it asks your server, which knows who is signed in. */
async function requestNewToken() {
  const body = JSON.stringify({ externalId: 'ada' })
  const response = await fetch(`${authServer.url}/access-token`, { method: 'POST', body })
  if (!response.ok) throw Object.assign(new Error('No token'), { status: response.status })
  const { accessToken } = /** @type {{ accessToken: string }} */ (await response.json())
  return accessToken
}

const VoxeetSDK = createWebSdk({ platform: url })
VoxeetSDK.on('joined', ({ participant }) => console.log(`${participant.name} is in`))
VoxeetSDK.on('refresh.requested', ({ stage, isExpired }) =>
  console.log(`asked: ${stage}, expired: ${isExpired}`),
)
VoxeetSDK.on('conference.event', ({ event }) => console.log(`the platform saw: ${event.type}`))
VoxeetSDK.on('left', ({ why }) => console.log(`out: ${why}`))

VoxeetSDK.initializeToken(await requestNewToken(), async (isExpired) => {
  if (isExpired) console.log('calls are refused until there is a token')
  return await requestNewToken()
})
await VoxeetSDK.session.open({ name: 'Ada', externalId: 'ada' })
await VoxeetSDK.conference.join(await VoxeetSDK.conference.create({ alias: 'standup' }))

authServer.outage(true, 'unavailable')
await new Promise((resolve) => VoxeetSDK.on('token.expired', resolve))
await VoxeetSDK.conference.participants().catch((error) => console.log(`a call: ${error.code}`))

const isSeen = new Promise((resolve) => {
  VoxeetSDK.on(
    'conference.event',
    ({ event }) => event.type === 'participant.token-renewed' && resolve(event),
  )
})
authServer.outage(false)
await VoxeetSDK.tokenSession.refreshNow()
const participants = await VoxeetSDK.conference.participants()
await isSeen
console.log(`still in: ${participants.map(({ name }) => name)}`)

await VoxeetSDK.conference.leave()
await VoxeetSDK.session.close()
await VoxeetSDK.close()
await authServer.close()
await platform.close()
