// @ts-check
/**
 * What the end of a token means to an app of the C++ SDK, which stores the handle of each attempt and calls it later.
 * Carol uses that SDK, Alice that of iOS; both are in one conference of an emulated platform, over HTTP. Both apps fall
 * silent: they are asked for tokens, and give none. Carol is kicked; Alice stays, with an expired token, and recovers. The
 * tokens live a minute, which passes at once: the clock is that of the test kit.
 *
 *     npm run build && node examples/cpp-like.js
 */
import { startAuthServer, startPlatform } from 'halflife/platform'
import { CppSdk, createIosSdk } from 'halflife/sdk'
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

/** Asks your server. @param {string} externalId @param {AbortSignal} [signal] */
async function fetchToken(externalId, signal) {
  const body = JSON.stringify({ externalId })
  const init = { method: 'POST', body, ...(signal && { signal }) }
  const response = await fetch(`${authServer.url}/access-token`, init)
  const { accessToken } = /** @type {{ accessToken: string }} */ (await response.json())
  return accessToken
}

/** @param {import('halflife/sdk').Surface} sdk @param {string} name */
async function enter(sdk, name) {
  await sdk.session.open({ name })
  await sdk.conference.join(await sdk.conference.create({ alias: 'room' }))
  console.log(`${name} is in the conference`)
}

// What Carol's app stores: the handles that wait for a token. Its main loop works them off.
/** @type {import('halflife/sdk').CppRefreshToken[]} */
const handles = []
let isAnswering = true
const mainLoop = setInterval(() => {
  const refresh = isAnswering ? handles.shift() : undefined
  // A request that fails drops the handle: the attempt ends when its time is out, and another follows.
  if (refresh) fetchToken('carol', refresh.signal).then(refresh, () => {})
}, 20)

const carol = CppSdk.create(await fetchToken('carol'), (refresh) => void handles.push(refresh), options)
const refreshed = new Promise((resolve) => {
  carol.on('token.adopted', ({ generation }) => {
    console.log(`Carol has token ${generation}`)
    resolve(generation)
  })
})
const kicked = new Promise((resolve) => {
  carol.on('left', ({ why }) => {
    console.log(`Carol is out: ${why}`)
    resolve(why)
  })
})

const alice = createIosSdk(options)
alice.initialize(await fetchToken('alice'), (closure) => {
  if (!isAnswering) closure(null)
  else fetchToken('alice').then(closure, () => closure(null))
})
const aliceRefreshed = new Promise((resolve) => void alice.on('token.adopted', resolve))
const aliceExpired = new Promise((resolve) => void alice.on('token.expired', resolve))

await enter(alice, 'Alice')
await enter(carol, 'Carol')
await pass(30)
await Promise.all([refreshed, aliceRefreshed])

isAnswering = false
console.log('Both apps fall silent')
await pass(61)
await Promise.all([kicked, aliceExpired])
for (const refresh of handles.splice(0)) refresh(await fetchToken('carol')) // too late: it does nothing
console.log(`Carol is ${carol.tokenSession.state}, and Alice ${alice.tokenSession.state}`)

isAnswering = true
await alice.tokenSession.refreshNow()
const names = (await alice.conference.participants()).map(({ name }) => name)
console.log(`In the conference: ${names.join(', ')}`)

clearInterval(mainLoop)
await alice.close()
await carol.close()
await authServer.close()
await platform.close()
