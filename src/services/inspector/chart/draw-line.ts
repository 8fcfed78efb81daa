type Point = readonly [x: number, y: number]

const roundingPx = 7
const headLengthPx = 7
const headWidthPx = 7

/** A path through these corners, each of them rounded. Under an arrow's head it ends a little earlier. */
export function pathThrough(points: readonly Point[], hasHead: boolean): string {
  const last = points.length - 1
  return points
    .map((point, index) => {
      const before = points[index - 1]
      const after = points[index + 1]
      if (before === undefined) return `M${at(point)}`
      if (after === undefined || index === last)
        return `L${at(hasHead ? toward(point, before, headLengthPx - 1) : point)}`
      const radius = Math.min(roundingPx, distance(before, point) / 2, distance(point, after) / 2)
      return `L${at(toward(point, before, radius))}Q${at(point)} ${at(toward(point, after, radius))}`
    })
    .join('')
}

/** The head of an arrow that ends where these corners end. */
export function arrowAt(points: readonly Point[]): string {
  const [before, tip] = points.slice(-2)
  if (before === undefined || tip === undefined) return ''
  const base = toward(tip, before, headLengthPx)
  const across: Point = [
    ((tip[1] - base[1]) / headLengthPx) * (headWidthPx / 2),
    ((base[0] - tip[0]) / headLengthPx) * (headWidthPx / 2),
  ]
  return `M${at(tip)}L${at([base[0] + across[0], base[1] + across[1]])}L${at([base[0] - across[0], base[1] - across[1]])}Z`
}

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1])

function toward(from: Point, to: Point, lengthPx: number): Point {
  const part = lengthPx / (distance(from, to) || 1)
  return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part]
}

const at = ([x, y]: Point): string => `${round(x)} ${round(y)}`
const round = (px: number): number => Math.round(px * 10) / 10
