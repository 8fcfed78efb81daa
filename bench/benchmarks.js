// @ts-check
import { open } from './open/benchmark.js'
import { read } from './read/benchmark.js'

/** All there are, in the order in which they run. */
export const benchmarks = [read, open]
