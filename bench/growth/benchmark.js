// @ts-check
import { Isolated } from '../harness/isolated.js'
import { proven } from '../harness/run-benchmark.js'
import { quantile } from '../harness/statistics.js'
import { endOf } from './records.js'

/** @import { Curve, Point, Run } from '../harness/benchmark.js' */

const flat = 1.3
const turnMs = 200

/** A turn takes seconds. */
const rounds = 3

const subjects = [
  { name: 'compiled fold', note: 'compile(machine).step', module: './fold.js' },
  { name: 'replay()', note: 'each record checked and folded', module: './replay.js' },
]

/**
 * Whether a long history costs more for each step than a short one, and more memory.
 *
 * @param {boolean} isLong
 * @returns {Run}
 */
export const growth = (isLong) => ({
  name: 'growth',
  title: 'Steps a second, and memory, by the length of a history',
  compares:
    'The compiled machine alone, and replay(), over sessions of growing length. Events and records are made when they are asked ' +
    'for, and kept by nobody; making them is timed, too. Each length in a process of its own; short ones again and again, so that ' +
    'none does less than three million steps in a turn. ' +
    'Each must end where its session ends by hand, and verify must find that the records are what the machine decides.',
  async run() {
    const sizes = isLong ? [1e3, 1e4, 1e5, 1e6, 1e7] : [1e3, 1e4, 1e5, 1e6]
    const curves = []
    for (const { name, note, module } of subjects)
      curves.push({ name, note, points: await measured(new URL(module, import.meta.url), sizes) })
    return { curves, goals: curves.flatMap(judge) }
  },
})

/**
 * @param {URL} module
 * @param {readonly number[]} sizes
 * @returns {Promise<Point[]>}
 */
async function measured(module, sizes) {
  const all = sizes.map((records) => {
    const about = { name: `${records} records`, note: '', role: /** @type {const} */ ('ours') }
    return new Isolated({ ...about, module, mustProve: endOf(records) }, { records })
  })
  try {
    await proven(all)
    for (let round = 0; round < rounds; round++)
      for (const one of all) one.roundsNs.push(await one.turn(turnMs, 'cpu'))
    /** @type {number[]} */
    const peaks = []
    for (const one of all) peaks.push(await one.peakMb())
    return all.map(({ roundsNs }, index) => ({
      records: sizes[index] ?? Number.NaN,
      roundsNs,
      medianNs: quantile(roundsNs, 0.5),
      stepsPerSecond: Math.round(1e9 / quantile(roundsNs, 0.5)),
      peakMb: Math.round(peaks[index] ?? Number.NaN),
    }))
  } finally {
    await Promise.allSettled(all.map((one) => one.end()))
  }
}

/** @param {Curve} curve */
function judge({ name, points }) {
  const last = points.at(-1)?.records.toLocaleString('en')
  const span = `from 1,000 to ${last} records`
  const speed = spread(points.map(({ stepsPerSecond }) => stepsPerSecond))
  const memory = spread(points.map(({ peakMb }) => peakMb))
  return [
    {
      text: `${name}: steps a second flat within ${flat} times, ${span}`,
      found: `${speed.toFixed(2)} times`,
      isMet: speed <= flat,
    },
    {
      text: `${name}: most memory ever, flat within ${flat} times, ${span}`,
      found: `${memory.toFixed(2)} times`,
      isMet: memory <= flat,
    },
  ]
}

/** @param {readonly number[]} values */
const spread = (values) => Math.max(...values) / Math.min(...values)
