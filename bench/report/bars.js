// @ts-check
import { inWords, linear, logarithmic } from './scale.js'
import { element, line, picture, text } from './svg.js'

/** @import { Comparison, Figures } from './report.js' */
/** @import { Goal } from '../harness/benchmark.js' */
/** @import { Scale } from './scale.js' */

const width = 780
const left = 226
const right = 560
const firstRow = 84
const rowHeight = 28
const nsPer = { ns: 1, us: 1000 }
const symbols = { ns: 'ns', us: 'µs' }

/**
 * How long each subject takes, with the goal where it has to come to. Bars from zero; where they would be too unequal
 * to be seen, dots on a logarithmic axis, which has no zero.
 *
 * @param {Comparison} comparison
 */
export function bars(comparison) {
  const { title, subjects, reference, unit, time, goals } = comparison
  const referenceNs = subjects.find(({ name }) => name === reference)?.medianNs ?? Number.NaN
  const marks = goals.flatMap(({ mark }) => (mark ? [mark.ratio * referenceNs] : []))
  const values = [...subjects.flatMap(({ lowNs, medianNs, highNs }) => [lowNs, medianNs, highNs]), ...marks]
  const most = Math.max(...values)
  // A limit may be as short as it likes: it is not what is compared.
  const compared = subjects.filter(({ role }) => role !== 'limit').map(({ medianNs }) => medianNs)
  const isWide = Math.max(...compared) / Math.min(...compared) > 40
  const scale = isWide
    ? logarithmic(Math.min(...values) / 1.6, most, left, right)
    : linear(0, most, left, right)

  const rows = subjects.map((subject, index) =>
    row(subject, firstRow + index * rowHeight, { scale, isWide, unit, reference, referenceNs, goals }),
  )
  const verdicts = firstRow + subjects.length * rowHeight + 14
  const told = goals.map((goal, index) => verdict(goal, verdicts + index * 20))
  const what = `${time === 'cpu' ? 'CPU time' : 'Time on the wall'}, ${symbols[unit]}, median and middle half of the rounds`
  const height = verdicts + goals.length * 20
  return picture(width, height, title, subjects.map((one) => inAWord(one, unit)).join('; '), [
    text(16, 28, title, 'title'),
    text(
      16,
      50,
      `${what}${isWide ? '; logarithmic' : ''}. On the right: times ${reference}.${marks.length > 0 ? ' Arrow: the goal.' : ''}`,
      'note',
    ),
    ...rows.flat(),
    ...told.flat(),
  ])
}

/**
 * @param {Figures} subject
 * @param {number} y
 * @param {{ scale: Scale, isWide: boolean, unit: 'ns' | 'us', reference: string, referenceNs: number, goals: readonly Goal[] }} among
 */
function row(subject, y, { scale, isWide, unit, reference, referenceNs, goals }) {
  const { name, role, medianNs, lowNs, highNs, ratio } = subject
  const x = scale(medianNs)
  const figure = `${inWords(medianNs / nsPer[unit])} ${symbols[unit]}`
  const mark = goals.find((goal) => goal.mark?.subject === name)?.mark
  const drawn = isWide
    ? [
        line(left, y, x, y, 'stem'),
        line(scale(lowNs), y, scale(highNs), y, `spread ${role}`),
        element('circle', { cx: x, cy: y, r: 5, class: `bar ${role}` }),
      ]
    : [
        element('rect', {
          x: left,
          y: y - 8,
          width: Math.max(x - left, 1),
          height: 16,
          class: `bar ${role}`,
        }),
        line(scale(lowNs), y, scale(highNs), y, 'spread'),
      ]
  if (mark) drawn.push(...goalMark(scale(mark.ratio * referenceNs), y, mark.bound))
  return [
    text(left - 12, y + 4.5, name, role === 'ours' ? 'end' : 'end muted'),
    ...drawn,
    text(right + 92, y + 4.5, figure, 'end'),
    text(right + 164, y + 4.5, name === reference ? '1' : `× ${inWords(ratio)}`, 'end muted'),
    ...(role === 'limit' ? [text(right + 172, y + 4.5, 'limit', 'note')] : []),
  ]
}

/** A line that the value must not pass; the little arrow shows to which side it has to be. */
/** @param {number} x @param {number} y @param {'at most' | 'at least'} bound */
function goalMark(x, y, bound) {
  const way = bound === 'at most' ? -6 : 6
  return [
    line(x, y - 11, x, y + 11, 'mark'),
    element('path', {
      d: `M${x.toFixed(1)} ${y - 11}l${way} 0l${-way / 3} -3m${way / 3} 3l${-way / 3} 3`,
      class: 'mark',
      fill: 'none',
    }),
  ]
}

/** @param {Goal} goal @param {number} y */
export const verdict = ({ text: goal, found, isMet }, y) => [
  text(16, y, isMet ? 'met' : 'missed', isMet ? 'note' : 'note goal'),
  text(70, y, `${goal}: ${found}`, 'note'),
]

/** @param {Figures} subject @param {'ns' | 'us'} unit */
const inAWord = ({ name, medianNs }, unit) => `${name} ${inWords(medianNs / nsPer[unit])} ${symbols[unit]}`
