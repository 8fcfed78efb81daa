import { s } from '../dom/element.ts'
import type { Life } from './life.ts'
import type { Scale } from './scale.ts'

/** Room that a label takes, px. */
const charPx = 6.2
const apartPx = 8

/** The names of the points of the token that is looked at, each where it stands; where two would touch, the end goes first. */
export function drawLabels(life: Life, scale: Scale, momentMs: number): SVGElement[] {
  const token = life.tokens.findLast(({ fromMs }) => fromMs <= momentMs) ?? life.tokens[0]
  if (!token || token.issuedAtMs === token.expiresAtMs) return []
  const wanted = [
    [token.expiresAtMs, 'end'],
    [token.halfAtMs, '½'],
    [token.threeQuarterAtMs, '¾'],
    [token.issuedAtMs, 'issued'],
  ] as const
  const taken: { readonly from: number; readonly to: number }[] = []
  const drawn: SVGElement[] = []
  for (const [atMs, text] of wanted) {
    if (atMs < scale.fromMs || atMs > scale.toMs) continue
    const half = (text.length * charPx) / 2
    const x = Math.min(Math.max(scale.x(atMs), scale.left + half), scale.right - half)
    if (taken.some(({ from, to }) => x + half + apartPx > from && x - half - apartPx < to)) continue
    taken.push({ from: x - half, to: x + half })
    drawn.push(s('text', { x, y: 11, class: 'point-label', 'text-anchor': 'middle' }, text))
  }
  return drawn
}
