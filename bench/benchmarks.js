// @ts-check
import { growth } from './growth/benchmark.js'
import { inspect } from './inspect/benchmark.js'
import { commands } from './journal/benchmark.js'
import { open } from './open/benchmark.js'
import { read } from './read/benchmark.js'
import { replay } from './replay/benchmark.js'
import { step } from './step/benchmark.js'
import { appendBatches, appendOne, readBack } from './stores/benchmark.js'

/** @import { Benchmark, Run } from './harness/benchmark.js' */

/**
 * All there are, in the order in which they run.
 *
 * @param {boolean} isLong over millions of records
 * @returns {(Benchmark | Run)[]}
 */
export const benchmarks = (isLong) => [
  read,
  open,
  step,
  inspect,
  appendOne,
  appendBatches,
  readBack,
  replay(isLong),
  growth(isLong),
  commands(isLong),
]
