import { span } from '../../../journal/explain/span.ts'
import { s } from '../dom/element.ts'
import type { AttemptEnd, AttemptOnLine, Life } from './life.ts'
import type { Scale } from './scale.ts'

export const attemptPitch = 16

const endInWords: Readonly<Record<AttemptEnd, string>> = {
  adopted: 'brought a token',
  failed: 'failed',
  superseded: 'brought a token that was not taken',
  lost: 'was lost in a restart',
}

/** Signs nearer than this to one another cannot be told apart, px. */
const apartPx = 9

/** Attempts as bars from request to outcome, each outcome with a sign of its own shape. */
export function drawAttempts(
  life: Life,
  scale: Scale,
  top: number,
  nowMs: number,
  isImagined: boolean,
): SVGElement[] {
  const seen = life.attempts.filter(
    ({ fromMs, untilMs }) => (untilMs ?? nowMs) >= scale.fromMs && fromMs <= scale.toMs,
  )
  const draw = (attempts: readonly AttemptOnLine[], crowdPx: number) => {
    const ends: number[] = []
    return attempts.flatMap((attempt) => {
      const { fromMs, untilMs, lane } = attempt
      const x = scale.x(fromMs)
      const end = Math.max(scale.x(untilMs ?? nowMs), x)
      if (end - (ends[lane] ?? -Infinity) < crowdPx) return []
      ends[lane] = end
      return [drawAttempt(attempt, x, end, top + lane * attemptPitch, isImagined)]
    })
  }
  // There may be thousands. Of those that would stand on one another the first is drawn, and what failed is on top.
  const isCrowded = seen.length * apartPx > scale.right - scale.left
  if (!isCrowded) return draw(seen, 0)
  return [
    ...draw(
      seen.filter(({ end }) => end !== 'failed'),
      apartPx,
    ),
    ...draw(
      seen.filter(({ end }) => end === 'failed'),
      apartPx,
    ),
  ]
}

function drawAttempt(
  { attempt, stage, fromMs, untilMs, end, version }: AttemptOnLine,
  x: number,
  endX: number,
  y: number,
  isImagined: boolean,
): SVGElement {
  const outcome = end ?? (isImagined ? 'unknown' : 'open')
  const took = untilMs === undefined ? '' : ` after ${span(untilMs - fromMs)}`
  const said = end ? `${endInWords[end]}${took}` : isImagined ? 'nobody knows the answer' : 'in flight'
  const middle = y + 6
  const bar = outcome === 'open' ? 'attempt-bar is-growing' : 'attempt-bar'
  return s(
    'g',
    { class: `attempt attempt-${outcome}`, 'data-version': version },
    s('title', {}, `Attempt ${attempt} (${stage}): ${said}`),
    s('rect', { x, y: y + 3.5, width: Math.max(endX - x, 2), height: 5, rx: 2.5, class: bar }),
    // A bar too short to be told from its end begins where it ends.
    endX - x > 8 && s('line', { x1: x, x2: x, y1: y, y2: y + 12, class: 'attempt-begin' }),
    ...outcomeSign(outcome, endX, middle),
  )
}

/** A disc with a tick; a cross; an empty diamond; an empty square; rings for what is not known yet. */
function outcomeSign(outcome: AttemptEnd | 'open' | 'unknown', x: number, y: number): SVGElement[] {
  switch (outcome) {
    case 'adopted':
      return [
        s('circle', { cx: x, cy: y, r: 6, class: 'sign-fill' }),
        s('path', { d: `M${x - 2.8} ${y + 0.2}l2 2 3.6-4`, class: 'sign-inside' }),
      ]
    case 'failed':
      return [s('path', { d: `M${x - 4} ${y - 4}l8 8m0-8l-8 8`, class: 'sign-cross' })]
    case 'superseded':
      return [s('path', { d: `M${x} ${y - 6}l6 6-6 6-6-6z`, class: 'sign-hollow' })]
    case 'lost':
      return [s('rect', { x: x - 4.5, y: y - 4.5, width: 9, height: 9, class: 'sign-hollow' })]
    case 'open':
      return [s('circle', { cx: x, cy: y, r: 4.5, class: 'sign-open goes-along' })]
    case 'unknown':
      return [
        s('circle', { cx: x - 8, cy: y, r: 6.5, class: 'sign-hollow' }),
        s('text', { x: x - 8, y: y + 3.5, 'text-anchor': 'middle', class: 'sign-text' }, '?'),
      ]
  }
}
