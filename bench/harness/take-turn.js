// @ts-check
import { Bench } from 'tinybench'

/** @import { Measured } from './benchmark.js' */

/** The CPU time of this process so far, ms: garbage collection counts, what else the machine does does not. */
const cpuMs = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const AsyncFunction = (async () => {}).constructor

/**
 * tinybench would start a batch once more, untimed, to see whether it gives a promise: and then two would run at a time.
 *
 * @param {() => unknown} batch
 */
const atOnce = (batch) => () => {
  if (batch() instanceof Promise) throw new Error('A batch that gives a promise must be an async function.')
}

/**
 * Repeats a batch for a while.
 *
 * The mean, not the median: collecting an operation's garbage is part of its cost, and comes once in many batches.
 * It is left to come by itself: a forced collection takes the shapes of closed sessions with it, and then V8 has to
 * optimize everything anew.
 *
 * @param {Measured} measured
 * @param {number} turnMs
 * @param {'cpu' | 'wall'} time
 * @returns {Promise<number>} ns for one operation
 */
export async function takeTurn({ batch, operations, tidy = () => {} }, turnMs, time) {
  const now = time === 'cpu' ? cpuMs : () => performance.now()
  const bench = new Bench({ now, time: turnMs, iterations: 1, warmup: false, throws: true })
  const isAsync = batch instanceof AsyncFunction
  bench.add('turn', isAsync ? batch : atOnce(batch), { async: isAsync, afterEach: () => tidy() })
  const [turn] = await bench.run()
  const result = turn?.result
  if (result?.state !== 'completed') throw new Error(`A turn was not completed: ${result?.state}.`)
  return (result.latency.mean * 1e6) / operations
}
