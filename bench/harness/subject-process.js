// @ts-check
import { takeTurn } from './take-turn.js'

/** @import { Measured } from './benchmark.js' */

/** The other end of `Isolated`: does what it is asked, one request at a time. */

const [, , module = '', input = 'null'] = process.argv
/** @type {Measured} */
const measured = await (await import(module)).setUp(JSON.parse(input))

/** @type {Record<string, (turnMs: number, time: 'cpu' | 'wall') => unknown>} */
const requests = {
  prove: () => measured.prove(),
  turn: (turnMs, time) => takeTurn(measured, turnMs, time),
  peakMb: () => process.resourceUsage().maxRSS / 1024,
  end: () => measured.tearDown?.(),
}

process.on('message', async (/** @type {[string, number, 'cpu' | 'wall']} */ [request, turnMs, time]) => {
  try {
    const answer = await requests[request]?.(turnMs, time)
    process.send?.({ answer }, () => request === 'end' && process.exit())
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.stack : String(error) })
  }
})

// Some subjects hold timers that would keep an orphan alive for a day.
process.on('disconnect', () => process.exit())
