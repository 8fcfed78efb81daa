/** Puts a drawing together from what was laid out: all positions from its upper left corner. */
export function assemble({ states, tops, insides, bar, ports, labels: outerLabels }, laidOut) {
  const placeOf = (id) => laidOut.children.find((child) => child.id === id)
  const root = placeOf('root')
  const boxes = []
  const bars = [{ path: '', title: 'in any live state', ...frameOf(root) }]
  const labels = bar.compartments.map((compartment) => shift(compartment, root))
  const lines = []

  for (const { path } of tops) {
    const place = placeOf(path)
    boxes.push({ path, title: path, ...frameOf(place) })
    const inside = insides.get(path)
    if (inside === undefined) continue
    for (const box of inside.boxes) {
      if (box.path === path) bars.push({ title: 'in either', ...shift(box, place) })
      else boxes.push({ title: box.path.slice(path.length + 1), ...shift(box, place) })
    }
    labels.push(...inside.labels.map((label) => shift(label, place)))
    lines.push(
      ...inside.edges.map(({ points, ...edge }) => ({
        ...edge,
        points: points.map(([x, y]) => [x + place.x, y + place.y]),
      })),
    )
  }

  const boxAt = (port) => boxes.find(({ path }) => path === port.path)
  for (const { sections, transitions, end, sources, targets } of laidOut.edges) {
    if (end === undefined) continue
    const [{ startPoint, bendPoints = [], endPoint }] = sections
    const points = [startPoint, ...bendPoints, endPoint].map(({ x, y }) => [x, y])
    // From the border of a compound state on to the child that is meant.
    const [from, to] = [ports.get(sources[0]), ports.get(targets[0])]
    if (from !== undefined) points[0] = [points[0][0], boxAt(from).y + boxAt(from).height]
    if (to !== undefined) points[points.length - 1] = [points.at(-1)[0], boxAt(to).y]
    lines.push({ transitions: transitions.map(({ id }) => id), points, end })
  }
  for (const { id, lines: text } of outerLabels) {
    labels.push({ kind: 'edge', ...frameOf(placeOf(id)), lines: text })
  }
  const start = placeOf('start')
  const joints = laidOut.edges.flatMap(({ end, junctionPoints = [] }) =>
    end === undefined ? [] : junctionPoints,
  )
  return rounded({
    width: laidOut.width,
    height: laidOut.height,
    boxes: boxes.map((box) => ({ ...box, kind: states.find(({ path }) => path === box.path).kind })),
    bars,
    lines,
    labels,
    joints: [...new Map(joints.map(({ x, y }) => [`${x} ${y}`, [x, y]])).values()],
    start: [start.x + start.width / 2, start.y + start.height / 2],
  })
}

/** In whole pixels. */
const rounded = (drawing) =>
  JSON.parse(JSON.stringify(drawing), (_, value) => (typeof value === 'number' ? Math.round(value) : value))

const frameOf = ({ x, y, width, height }) => ({ x, y, width, height })
const shift = ({ x, y, ...rest }, by) => ({ ...rest, x: x + by.x, y: y + by.y })
