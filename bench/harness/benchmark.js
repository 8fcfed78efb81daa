// @ts-check

/**
 * What is measured, as `setUp` of a subject's module gives it. A batch does the same operation many times over:
 * one alone takes about as long as looking at the clock.
 *
 * @typedef {object} Measured
 * @property {number} operations how many operations one batch does
 * @property {() => unknown} batch timed; an async function if it gives a promise
 * @property {() => void | Promise<void>} [tidy] after each batch, not timed
 * @property {() => unknown} prove does it once and tells what came of it, to be compared with `mustProve`
 * @property {() => unknown} [tearDown] after all
 */

/**
 * One of those compared. It has a module of its own, which is loaded in a process of its own.
 *
 * @typedef {object} Subject
 * @property {string} name
 * @property {string} note what it does, in a few words
 * @property {'ours' | 'peer' | 'limit'} role a limit does less than the job, and shows what no one can go below
 * @property {URL} module exports `setUp(input)`, which gives a `Measured`
 * @property {unknown} mustProve
 */

/**
 * What came of a subject, in ns for one operation: of CPU time, or by the clock on the wall.
 *
 * @typedef {object} Result
 * @property {Subject} subject
 * @property {readonly number[]} roundsNs a mean for each round
 * @property {number} medianNs
 * @property {number} lowNs a quarter of the rounds were quicker
 * @property {number} highNs a quarter of the rounds were slower
 * @property {number} ratio to the reference of the same round, median of rounds
 */

/**
 * @typedef {object} Goal
 * @property {string} text
 * @property {string} found the figure that decides it, in words
 * @property {boolean} isMet
 * @property {Mark} [mark] where a picture shows it
 */

/**
 * A goal as a line across one subject: its ratio to the reference must be no more, or no less.
 *
 * @typedef {object} Mark
 * @property {string} subject
 * @property {number} ratio
 * @property {'at most' | 'at least'} bound
 */

/**
 * @typedef {object} Point
 * @property {number} records how long the history is
 * @property {readonly number[]} roundsNs of CPU time for one step, a mean for each round
 * @property {number} medianNs
 * @property {number} stepsPerSecond
 * @property {number} peakMb the most memory that the process ever had
 */

/**
 * How something grows.
 *
 * @typedef {object} Curve
 * @property {string} name
 * @property {string} note
 * @property {readonly Point[]} points
 */

/**
 * A command, by the clock on the wall.
 *
 * @typedef {object} Command
 * @property {string} name
 * @property {number} seconds
 * @property {number} recordsPerSecond
 * @property {number} peakMb
 */

/**
 * A benchmark that is no comparison of subjects by turns.
 *
 * @typedef {object} Run
 * @property {string} name
 * @property {string} title
 * @property {string} compares
 * @property {() => Promise<{ curves?: readonly Curve[], commands?: readonly Command[], goals: readonly Goal[] }>} run
 */

/**
 * @typedef {object} Benchmark
 * @property {string} name as on the command line
 * @property {string} title
 * @property {string} compares what, and why that is fair
 * @property {'ns' | 'us'} unit
 * @property {'cpu' | 'wall'} [time] what is measured; default `cpu`. `wall` where it waits for a disk
 * @property {number} [rounds] if not as many as were asked for
 * @property {number} [warmUpRounds] default 20
 * @property {unknown} input handed to every subject, as JSON
 * @property {() => Promise<{ input: unknown, remove: () => void }>} [prepare] makes what all subjects read; gives the input instead
 * @property {string} reference the subject to which the ratios are
 * @property {readonly Subject[]} subjects in the order of a round
 * @property {(results: readonly Result[]) => Goal[]} judge
 */

export {}
