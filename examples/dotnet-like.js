// @ts-check
/**
 * What the end of a token means to an app of the .NET SDK. Bob uses that SDK, Alice the Web's; both are in one
 * conference of an emulated platform, over HTTP, as the server that hands out their tokens goes down. Bob is kicked out
 * of the conference; Alice stays in, and sees it. When the server is back, Bob comes again. Their tokens live a minute, which
 * passes at once: the clock is that of the test kit.
 *
 *     npm run build && node examples/dotnet-like.js
 */
import { startAuthServer, startPlatform } from 'halflife/platform'
import { createWebSdk, DolbyIOSDK } from 'halflife/sdk'
import { TestClock } from 'halflife/testing'

const clock = new TestClock()
const platform = await startPlatform({ clock })
const authServer = await startAuthServer({
  platformUrl: platform.url,
  appKey: platform.appKey,
  appSecret: platform.appSecret,
  expiresIn: 60,
  clock,
})
/** Lets time pass second by second, with room for what goes to and fro meanwhile. @param {number} seconds */
async function pass(seconds) {
  for (let turn = 0; turn < seconds * 20; turn++) {
    if (turn % 20 === 0) clock.advance(1_000)
    await new Promise((resolve) => void setImmediate(resolve))
  }
}

/** In an app, leave the clock out. */
const options = { platform: platform.url, clock, onDiagnostic: () => {} }

/** Asks your server. @param {string} externalId */
async function fetchToken(externalId) {
  const body = JSON.stringify({ externalId })
  const response = await fetch(`${authServer.url}/access-token`, { method: 'POST', body })
  const { accessToken } = /** @type {{ accessToken: string }} */ (await response.json())
  return accessToken
}

/**
 * Enters the conference that everybody is in.
 *
 * @param {import('halflife/sdk').Surface} sdk
 * @param {string} name
 */
async function enter(sdk, name) {
  await sdk.session.open({ name })
  await sdk.conference.join(await sdk.conference.create({ alias: 'room' }))
  const names = (await sdk.conference.participants()).map((participant) => participant.name)
  console.log(`${name} is in a conference with ${names.length}`)
}

/**
 * Waits for an event.
 *
 * @param {import('halflife/sdk').Surface} sdk
 * @param {'token.adopted' | 'left'} type
 */
const once = (sdk, type) =>
  new Promise((resolve) => {
    const subscription = sdk.on(type, (event) => {
      subscription.unsubscribe()
      resolve(event)
    })
  })

// Bob, with the methods of .NET
async function startBob() {
  const sdk = new DolbyIOSDK(options)
  sdk.on('InvalidTokenError', (reason, description) => console.log(`Bob: ${reason}. ${description}`))
  sdk.on('left', ({ why }) => console.log(`Bob is out: ${why}`))
  await sdk.initAsync(await fetchToken('bob'), () => fetchToken('bob'))
  await enter(sdk, 'Bob')
  return sdk
}

const alice = createWebSdk(options)
alice.initializeToken(await fetchToken('alice'), async () => fetchToken('alice'))
await enter(alice, 'Alice')
/** What Alice sees of Bob's end. */
const seen = new Promise((resolve) => {
  alice.on('conference.event', ({ event }) => event.type === 'participant.kicked' && resolve(event))
})

const bob = await startBob()
const refreshed = once(bob, 'token.adopted')
await pass(30)
await refreshed
console.log('Bob has another token, at one half of the life of the first')

authServer.outage(true)
console.log('The server is down')
const out = once(bob, 'left')
await pass(61)
await out
await seen
console.log('Alice saw Bob being kicked')

authServer.outage(false)
await bob
  .initAsync(await fetchToken('bob'), () => fetchToken('bob'))
  .catch((error) => {
    console.log(`Bob: ${error.code}`)
  })
await bob.close()
const again = await startBob()

await again.close()
await alice.close()
await authServer.close()
await platform.close()
