// @ts-check
import { inspect } from './inspect/benchmark.js'
import { open } from './open/benchmark.js'
import { read } from './read/benchmark.js'
import { step } from './step/benchmark.js'
import { appendBatches, appendOne, readBack } from './stores/benchmark.js'

/** All there are, in the order in which they run. */
export const benchmarks = [read, open, step, inspect, appendOne, appendBatches, readBack]
