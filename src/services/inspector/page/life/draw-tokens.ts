import { s } from '../dom/element.ts'
import type { Life, TokenOnLine } from './life.ts'
import type { Scale } from './scale.ts'

/** Tokens overlap in time: the lives of one after the other are drawn on two lines in turn. */
export const tokenLines = 2
export const tokenHeight = 18
export const tokenPitch = 23

/** The life of each token: what was is filled, by state; what is to come, and what was not needed, is an outline. */
export function drawTokens({ tokens }: Life, scale: Scale, y: number, nowMs: number): SVGElement[] {
  const drawn: SVGElement[] = []
  let drawnX = -Infinity
  for (const [index, token] of tokens.entries()) {
    const endMs = Math.max(token.expiresAtMs, token.untilMs ?? nowMs)
    if (token.issuedAtMs > scale.toMs || endMs < scale.fromMs) continue
    // Of tokens that would stand on one another only the first is drawn: there may be thousands.
    const x = scale.x(token.fromMs)
    if (x - drawnX < 1 && index < tokens.length - 1) continue
    drawnX = x
    // A token's line is taken by the next but one, though it might have lived on.
    const nextMs = tokens[index + tokenLines]?.issuedAtMs ?? Infinity
    drawn.push(...drawToken(token, scale, y + (index % tokenLines) * tokenPitch, nowMs, nextMs))
  }
  return drawn
}

function drawToken(token: TokenOnLine, scale: Scale, y: number, nowMs: number, nextMs: number): SVGElement[] {
  const { generation, issuedAtMs, expiresAtMs, fromMs } = token
  // A session that opens without a token has nothing to show of it.
  if (expiresAtMs === issuedAtMs && generation === 0) return []
  const left = scale.x(Math.min(issuedAtMs, fromMs))
  const endX = Math.max(left + 2, Math.min(scale.x(expiresAtMs), scale.x(nextMs) - 2))
  // In a crowd only what the tokens went through can be seen, and that only in proportion.
  const isCrowded = endX - left < 16
  return [
    ...(endX - left > 4 ? [planOf(left, y, endX - left)] : []),
    ...drawSpans(token, scale, y, nowMs, isCrowded),
    ...(!isCrowded ? drawPoints(token, scale, y, nextMs) : []),
    ...(endX - left > 30 ? [numberOf(generation, left, y)] : []),
  ]
}

const planOf = (x: number, y: number, width: number) =>
  s('rect', { x, y, width, height: tokenHeight, rx: 3, class: 'token-plan' })

function drawSpans(
  { spans, untilMs }: TokenOnLine,
  scale: Scale,
  y: number,
  nowMs: number,
  isCrowded: boolean,
): SVGElement[] {
  return spans.flatMap(({ phase, fromMs, untilMs: until }) => {
    const endMs = until ?? untilMs ?? nowMs
    if (endMs <= fromMs || endMs < scale.fromMs || fromMs > scale.toMs || phase === 'closed') return []
    const x = scale.x(fromMs)
    const leastPx = isCrowded && phase !== 'expired' ? 0 : 1.5
    const width = Math.max(scale.x(endMs) - x, leastPx)
    const growing = until === undefined && untilMs === undefined ? ' is-growing' : ''
    return [s('rect', { x, y, width, height: tokenHeight, class: `token-was fill-${phase}${growing}` })]
  })
}

function drawPoints(token: TokenOnLine, scale: Scale, y: number, nextMs: number): SVGElement[] {
  const { halfAtMs, threeQuarterAtMs, expiresAtMs } = token
  const points = [
    [halfAtMs, 'half'],
    [threeQuarterAtMs, 'three-quarter'],
    [expiresAtMs, 'end'],
  ] as const
  return points.flatMap(([atMs, name]) => {
    if (atMs > scale.toMs || atMs < scale.fromMs || atMs >= nextMs) return []
    const x = scale.x(atMs)
    return [s('line', { x1: x, x2: x, y1: y - 1, y2: y + tokenHeight + 1, class: `point point-${name}` })]
  })
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
