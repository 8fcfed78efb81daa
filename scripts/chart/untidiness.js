/** How hard a drawing is to follow: the lower, the better. */
export function untidinessOf({ width, height, lines }) {
  const stretches = lines.flatMap(({ points }, line) =>
    points.slice(1).map((to, index) => ({ line, from: points[index], to })),
  )
  const lengthPx = stretches.reduce(
    (sum, { from, to }) => sum + Math.hypot(to[0] - from[0], to[1] - from[1]),
    0,
  )
  const bends = stretches.length - lines.length
  let crossings = 0
  for (const one of stretches) {
    for (const other of stretches) if (one.line < other.line && doCross(one, other)) crossings += 1
  }
  return crossings * 1000 + bends * 40 + lengthPx + Math.max(0, width - fitPx) * 30 + height * 2
}

/** As wide as a page of documentation shows a picture without making it smaller. */
const fitPx = 860

/** Lines are upright or level here. */
function doCross(one, other) {
  const [level, upright] = isLevel(one) ? [one, other] : [other, one]
  if (!isLevel(level) || isLevel(upright)) return false
  const [x, y] = [upright.from[0], level.from[1]]
  return isBetween(x, level.from[0], level.to[0]) && isBetween(y, upright.from[1], upright.to[1])
}

const isLevel = ({ from, to }) => from[1] === to[1]
const isBetween = (at, a, b) => at > Math.min(a, b) && at < Math.max(a, b)
