// @ts-check
import { verdict } from './bars.js'
import { inWords, logarithmic, powerOfTen } from './scale.js'
import { element, line, picture, text } from './svg.js'

/** @import { Curve, Point } from '../harness/benchmark.js' */
/** @import { Measurement } from './report.js' */
/** @import { Scale } from './scale.js' */

const width = 780
const [top, bottom] = [96, 268]
const panelWidth = 210
const flat = 1.3

/**
 * Speed and memory by the length of a history, on logarithmic axes: what does not depend on it is level.
 *
 * @param {Measurement} measurement
 */
export function growthPicture({ title, curves = [], goals }) {
  const told = goals.map((goal, index) => verdict(goal, bottom + 58 + index * 20))
  const height = bottom + 58 + goals.length * 20
  const words = goals.map(({ text: goal, found }) => `${goal}: ${found}`).join('; ')
  return picture(width, height, title, words, [
    text(16, 28, title, 'title'),
    text(
      16,
      50,
      'Logarithmic. Dotted: how low speed, how high memory may come to be flat within 1.3 times.',
      'note',
    ),
    ...panel(56, 'steps a second', curves, ({ stepsPerSecond }) => stepsPerSecond, [1e5, 1e7], 'at least'),
    ...panel(440, 'most memory ever, MB', curves, ({ peakMb }) => peakMb, [10, 1000], 'at most'),
    ...told.flat(),
  ])
}

/**
 * @param {number} x
 * @param {string} title
 * @param {readonly Curve[]} curves
 * @param {(point: Point) => number} pick
 * @param {readonly [number, number]} range
 * @param {'at least' | 'at most'} bound
 */
function panel(x, title, curves, pick, [low, high], bound) {
  const sizes = curves[0]?.points.map(({ records }) => records) ?? []
  const across = logarithmic(Math.min(...sizes), Math.max(...sizes), x, x + panelWidth)
  const up = logarithmic(low, high, bottom, top)
  const rungs = []
  for (let value = low; value <= high; value *= 10) {
    rungs.push(line(x - 6, up(value), x + panelWidth, up(value), 'stem'))
    rungs.push(text(x - 12, up(value) + 4, value < 1e4 ? inRound(value) : powerOfTen(value), 'note end'))
  }
  return [
    text(x - 40, top - 20, title, 'note'),
    ...rungs,
    ...sizes.map((records) => text(across(records), bottom + 18, powerOfTen(records), 'note middle')),
    text(x + panelWidth, bottom + 34, 'records', 'note end'),
    ...labelled(curves, pick, up).flatMap(({ curve, labelY }, index) =>
      drawn(curve, pick, { across, up, labelX: x + panelWidth + 10, labelY, bound, isFirst: index === 0 }),
    ),
  ]
}

/**
 * Names stand at the ends of their curves, and not upon each other.
 *
 * @param {readonly Curve[]} curves
 * @param {(point: Point) => number} pick
 * @param {Scale} up
 */
function labelled(curves, pick, up) {
  const ends = curves.map((curve) => ({
    curve,
    labelY: up(pick(/** @type {Point} */ (curve.points.at(-1)))),
  }))
  const apart = 34
  const [a, b] = ends
  if (a && b && Math.abs(a.labelY - b.labelY) < apart) {
    const middle = (a.labelY + b.labelY) / 2
    const [upper, lower] = a.labelY < b.labelY ? [a, b] : [b, a]
    upper.labelY = middle - apart / 2
    lower.labelY = middle + apart / 2
  }
  return ends
}

/**
 * @param {Curve} curve
 * @param {(point: Point) => number} pick
 * @param {{ across: Scale, up: Scale, labelX: number, labelY: number, bound: 'at least' | 'at most', isFirst: boolean }} place
 */
function drawn({ name, points }, pick, { across, up, labelX, labelY, bound, isFirst }) {
  const values = points.map(pick)
  const limit = bound === 'at least' ? Math.max(...values) / flat : Math.min(...values) * flat
  const at = points.map((point) => `${across(point.records).toFixed(1)},${up(pick(point)).toFixed(1)}`)
  const [start = 0, end = 0] = [points[0]?.records, points.at(-1)?.records]
  const kind = isFirst ? ' first' : ''
  return [
    line(across(start), up(limit), across(end), up(limit), 'bound'),
    element('polyline', { points: at.join(' '), class: `curve${kind}` }),
    ...points.map((point) =>
      element('circle', { cx: across(point.records), cy: up(pick(point)), r: 3, class: `dot${kind}` }),
    ),
    text(labelX, labelY, name, `name${kind}`),
    text(labelX, labelY + 15, inRound(values.at(-1) ?? Number.NaN), 'note'),
  ]
}

/** @param {number} value */
const inRound = (value) =>
  value >= 1e6 ? `${inWords(value / 1e6)} million` : Math.round(value).toLocaleString('en')
