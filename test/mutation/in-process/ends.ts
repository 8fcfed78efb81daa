import { setImmediate } from 'node:timers/promises'

/** Turns of the event loop, and time, after which a test that waits is taken to wait for ever. */
const mostTurns = 1000
const mostMs = 2000

/** Awaits a test in which no real time passes. @throws if it waits for what never comes */
export async function ends(running: Promise<unknown>): Promise<void> {
  let isRunning = true
  const done = running.finally(() => {
    isRunning = false
  })
  const startedMs = performance.now()
  const waitedTooLong = async () => {
    for (let turn = 0; isRunning; turn++) {
      if (turn > mostTurns && performance.now() - startedMs > mostMs) throw new Error('This never ends.')
      await setImmediate()
    }
  }
  await Promise.race([done, waitedTooLong()])
}
