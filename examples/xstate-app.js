// @ts-check
/**
 * An app that is an XState machine, with the token machine as one of its actors: signed in while the token lives,
 * signed out when the participant is kicked. Halfway it is stored and restored, as by a restart.
 *
 *     npm run build && node examples/xstate-app.js
 */
import { randomUUID } from 'node:crypto'
import process from 'node:process'
import { createTokenVault, deadlineActor, deliver, kickMachine, lifeOfToken, refreshActor } from 'halflife'
import { createActor, setup, waitFor } from 'xstate'

const expiresInSeconds = Number(process.env['TOKEN_SECONDS'] ?? 2)
let isServerDown = false

/** Ask your server here. */
async function fetchToken() {
  if (isServerDown) throw new Error('The server is down.')
  return { value: randomUUID(), expiresInSeconds }
}

/** The app. The tokens are in the vault, and in no snapshot of it. */
function createApp(vault = createTokenVault()) {
  return setup({
    types: {
      input: /** @type {{ token: import('halflife').TokenLife, atMs: number }} */ ({}),
      context: /** @type {{ token: import('halflife').TokenLife, atMs: number }} */ ({}),
    },
    actors: {
      token: kickMachine.provide({
        actors: { deadline: deadlineActor(), refresh: refreshActor(fetchToken, { vault }) },
      }),
    },
  }).createMachine({
    context: ({ input }) => input,
    initial: 'signedIn',
    states: {
      // The token machine is done when the participant is kicked.
      signedIn: {
        invoke: { id: 'token', src: 'token', input: ({ context }) => context, onDone: 'signedOut' },
      },
      signedOut: { type: 'final' },
    },
  })
}

/** @typedef {import('xstate').Actor<ReturnType<typeof createApp>>} App */

/** @param {App} app */
const tokenOf = (app) =>
  /** @type {import('xstate').Actor<typeof kickMachine>} */ (app.getSnapshot().children['token'])

/** @param {App} app */
function start(app) {
  app.start()
  tokenOf(app).on('*', ({ type }) => console.log(type))
  return app
}

// A token's timers keep no process alive; what an app does, does. This one does nothing else.
const everything = setInterval(() => {}, 60_000)

// The app starts, with its first token, and the participant joins a conference.
const first = await fetchToken()
const vault = createTokenVault()
vault.put(0, first.value)
const input = { token: lifeOfToken(first, Date.now()), atMs: Date.now() }
const app = start(createActor(createApp(vault), { input }))
deliver(tokenOf(app), { type: 'conference.joined', atMs: Date.now() })

// Half of the token's life later there is another one. Then the process ends.
await waitFor(tokenOf(app), ({ context }) => context.generation === 1)
const stored = JSON.stringify(app.getPersistedSnapshot())
const { generation } = tokenOf(app).getSnapshot().context
const kept = vault.token(generation) ?? ''
app.stop()

// A new process goes on. What fell due meanwhile happens; an attempt that was under way is made again.
const restoredVault = createTokenVault()
restoredVault.put(generation, kept)
const restored = start(createActor(createApp(restoredVault), { snapshot: JSON.parse(stored), input }))
const { lastAttempt } = tokenOf(restored).getSnapshot().context
deliver(tokenOf(restored), { type: 'session.resumed', atMs: Date.now(), attempt: lastAttempt })
console.log('restored')

// The server goes down, and stays down: at its token's end the participant is kicked.
isServerDown = true
const { value } = await waitFor(restored, ({ status }) => status === 'done')
console.log(value)
clearInterval(everything)
