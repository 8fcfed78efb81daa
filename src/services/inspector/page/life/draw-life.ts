import { s } from '../dom/element.ts'
import { attemptPitch, drawAttempts } from './draw-attempts.ts'
import { drawLates, drawMarks, drawStays } from './draw-marks.ts'
import { drawTokens, tokenLines, tokenPitch } from './draw-tokens.ts'
import type { Life } from './life.ts'
import { type Scale, ticksOf } from './scale.ts'

export interface LifeDrawing {
  readonly element: SVGElement
  readonly height: number
}

export interface LifeToDraw {
  readonly life: Life
  readonly scale: Scale
  /** The end of what is known: now, for a live session. */
  readonly nowMs: number
  /** Whether it is a history that was not: then an attempt without answer is one whose answer nobody knows. */
  readonly isImagined: boolean
  /** Where it parts from another history. */
  readonly partingMs?: number | undefined
}

const labelsHeight = 32
/** Room for the words at the place where two lines part. */
const wordsPx = 110
const gap = 10

/** One line of life: tokens, attempts, conference, from top to bottom, over an axis of time. */
export function drawLife({ life, scale, nowMs, isImagined, partingMs }: LifeToDraw): LifeDrawing {
  const seen = life.attempts.filter(
    ({ fromMs, untilMs }) => fromMs <= scale.toMs && (untilMs ?? nowMs) >= scale.fromMs,
  )
  const lanes = Math.max(1, ...seen.map(({ lane }) => lane + 1))
  const tokensY = labelsHeight
  const attemptsY = tokensY + tokenLines * tokenPitch + gap - 4
  const conferenceY = attemptsY + lanes * attemptPitch + gap - 6
  const axisY = conferenceY + 10 + gap
  const height = axisY + 22
  const element = s(
    'g',
    {},
    ...drawAxis(scale, tokensY, axisY),
    ...drawNames(scale, tokensY, attemptsY, conferenceY),
    ...drawStays(life, scale, conferenceY, nowMs),
    ...drawTokens(life, scale, tokensY, nowMs),
    ...drawLates(life, scale, tokensY, tokenLines * tokenPitch - 5),
    ...drawAttempts(life, scale, attemptsY, nowMs, isImagined),
    ...drawMarks(life, scale, tokensY, conferenceY),
    ...(partingMs === undefined ? [] : drawParting(scale.x(partingMs), height)),
  )
  return { element, height }
}

function drawAxis(scale: Scale, top: number, y: number): SVGElement[] {
  const { left, right } = scale
  return [
    s('line', { x1: left, x2: right, y1: y, y2: y, class: 'axis' }),
    ...ticksOf(scale).flatMap(({ atMs, text }) => {
      const x = scale.x(atMs)
      const isCut = x - text.length * 3.2 < 0
      return [
        s('line', { x1: x, x2: x, y1: top - 6, y2: y + 4, class: 'grid' }),
        ...(isCut ? [] : [s('text', { x, y: y + 16, class: 'tick', 'text-anchor': 'middle' }, text)]),
      ]
    }),
  ]
}

/** What each line is; where there is no room for it, the order must do. */
function drawNames({ left }: Scale, tokens: number, attempts: number, conference: number): SVGElement[] {
  if (left < 60) return []
  const names = [
    [tokens + 27, 'tokens'],
    [attempts + 10, 'attempts'],
    [conference + 9, 'conference'],
  ] as const
  return names.map(([y, name]) => s('text', { x: 0, y, class: 'lane-name' }, name))
}

/** The words stand before the sign; where there is no room, after it. */
function drawParting(x: number, height: number): SVGElement[] {
  const isBefore = x > wordsPx
  const place = { x: isBefore ? x - 10 : x + 10, y: -8, 'text-anchor': isBefore ? 'end' : 'start' }
  return [
    s('line', { x1: x, x2: x, y1: -8, y2: height, class: 'parting-line' }),
    s('path', { d: `M${x} -18l6 6-6 6-6-6z`, class: 'parting-sign' }),
    s('text', { ...place, class: 'parting-text' }, 'first difference'),
  ]
}
