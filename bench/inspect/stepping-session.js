// @ts-check
import { WebSocket } from 'ws'
import { openSession } from '../../dist/index.js'

/** @import { Measured } from '../harness/benchmark.js' */
/** @import { SessionOptions } from '../../dist/index.js' */

const lives = 250
const stepsOfLife = 5
const steps = lives * stepsOfLife

/** How many WebSocket messages this process has sent, and who waits for one. */
let sent = 0
let onSent = () => {}
const { send } = WebSocket.prototype
WebSocket.prototype.send = /** @type {typeof send} */ (
  function (/** @type {any[]} */ ...args) {
    sent++
    onSent()
    return Reflect.apply(send, this, args)
  }
)

/**
 * Waiting must cost nothing.
 *
 * @param {number} count
 * @returns {Promise<void>}
 */
const untilSent = (count) =>
  new Promise((resolve) => {
    onSent = () => sent >= count && resolve()
    onSent()
  })

/**
 * A session that gets a new token, hears that it is rejected, and gets another one, again and again: five steps of its
 * machine each time.
 *
 * @param {object} how
 * @param {SessionOptions['inspect']} [how.inspect]
 * @param {number} [how.messages] how many messages a batch sends: it ends when the last one was sent
 * @param {() => Promise<number>} [how.arrived] how many records have arrived so far at the inspector
 * @param {() => unknown} [how.tearDown]
 * @returns {Measured}
 */
export function steppingSession({ inspect, messages = 0, arrived, tearDown }) {
  let made = 0
  const token = () => ({ value: `a-token-that-lives-for-a-day-${made++}`, expiresInSeconds: 86_400 })
  const run = async () => {
    const before = sent
    const session = openSession({
      token: token(),
      refresh: async () => token(),
      retry: 'points-only',
      inspect,
    })
    for (let life = 0; life < lives; life++) {
      await session.refreshNow()
      session.reportRejected(session.token())
      await session.freshToken()
    }
    const { state } = session
    await session.close()
    await untilSent(before + messages)
    return state
  }
  const prove = async () => {
    const before = (await arrived?.()) ?? 0
    const state = await run()
    if (!arrived) return { state }
    // And one record each of its being opened and closed.
    while ((await arrived()) < before + steps + 2);
    return { state, records: (await arrived()) - before }
  }
  return { operations: steps, batch: run, prove, ...(tearDown && { tearDown }) }
}
