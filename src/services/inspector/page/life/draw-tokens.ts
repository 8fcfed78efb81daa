import { s } from '../dom/element.ts'
import type { Life, TokenOnLine } from './life.ts'
import type { Scale } from './scale.ts'

/** Tokens overlap in time: the lives of one after the other are drawn on two lines in turn. */
export const tokenLines = 2
export const tokenHeight = 18
export const tokenPitch = 23

/** The life of each token: what was is filled, by state; what is to come, and what was not needed, is an outline. */
export function drawTokens(life: Life, scale: Scale, y: number, nowMs: number): SVGElement[] {
  const drawn: SVGElement[] = []
  const isSeen = ({ issuedAtMs, expiresAtMs, untilMs }: TokenOnLine) =>
    issuedAtMs <= scale.toMs && Math.max(expiresAtMs, untilMs ?? nowMs) >= scale.fromMs
  const tokens = life.tokens.filter(isSeen)
  for (const token of tokens) {
    // Where a token is replaced at once, its line is taken by the next but one.
    const next = life.tokens.find(({ generation }) => generation === token.generation + tokenLines)
    drawn.push(...drawToken(token, life, scale, y, nowMs, next?.issuedAtMs ?? Infinity))
  }
  return drawn
}

function drawToken(
  token: TokenOnLine,
  life: Life,
  scale: Scale,
  top: number,
  nowMs: number,
  nextMs: number,
): SVGElement[] {
  const { generation, issuedAtMs, expiresAtMs, halfAtMs, threeQuarterAtMs, fromMs } = token
  if (expiresAtMs === issuedAtMs && generation === 0) return []
  const y = top + (generation % tokenLines) * tokenPitch
  const untilMs = token.untilMs ?? nowMs
  const left = scale.x(Math.min(issuedAtMs, fromMs))
  const endX = Math.max(left + 2, Math.min(scale.x(expiresAtMs), scale.x(nextMs) - 2))
  const drawn: SVGElement[] = [
    s('rect', { x: left, y, width: endX - left, height: tokenHeight, rx: 3, class: 'token-plan' }),
  ]
  for (const { phase, fromMs: since, untilMs: until } of life.spans) {
    const start = Math.max(since, fromMs)
    const end = Math.min(until ?? untilMs, untilMs)
    if (end <= start || end < scale.fromMs || start > scale.toMs || phase === 'closed') continue
    const x = scale.x(start)
    const isGrowing = token.untilMs === undefined && until === undefined
    drawn.push(
      s('rect', {
        x,
        y,
        width: Math.max(scale.x(end) - x, 1.5),
        height: tokenHeight,
        class: `token-was fill-${phase}${isGrowing ? ' is-growing' : ''}`,
      }),
    )
  }
  const points = [
    [halfAtMs, 'half'],
    [threeQuarterAtMs, 'three-quarter'],
    [expiresAtMs, 'end'],
  ] as const
  for (const [atMs, name] of points) {
    if (atMs > scale.toMs || atMs < scale.fromMs || atMs >= nextMs) continue
    const x = scale.x(atMs)
    drawn.push(s('line', { x1: x, x2: x, y1: y - 1, y2: y + tokenHeight + 1, class: `point point-${name}` }))
  }
  if (endX - left > 30) drawn.push(numberOf(generation, left, y))
  return drawn
}

function numberOf(generation: number, x: number, y: number): SVGElement {
  const text = String(generation)
  const width = 9 + text.length * 6
  return s(
    'g',
    { class: 'token-number' },
    s('rect', { x: x + 3, y: y + 3, width, height: tokenHeight - 6, rx: 2 }),
    s('text', { x: x + 3 + width / 2, y: y + tokenHeight / 2 + 3.5, 'text-anchor': 'middle' }, text),
  )
}
