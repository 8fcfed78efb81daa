import { arrangeInside, boxOf, isInner } from './arrange-inside.js'
import { barOf } from './bar.js'
import { bundlesOf, confluencesOf, homeOf, linesOf } from './bundles.js'
import { lineHeightPx, widthOfLines } from './measures.js'
import { Ports } from './ports.js'

/** How far apart the layout leads lines past each other. */
const lanePx = 13

const straight = { 'elk.layered.priority.straightness': '100', 'elk.layered.priority.shortness': '100' }
const inPartition = (partition) => ({ 'elk.partitioning.partition': `${partition}` })

/** What is to be laid out: each compound state as one node, each label as another, and lines between them. */
export async function planOf({ states, transitions }) {
  const drawn = transitions.filter(({ isTaken }) => isTaken)
  const isAtHome = ({ source, target }) => source !== '' && homeOf(target ?? source) === homeOf(source)
  const across = confluencesOf(
    bundlesOf(drawn.filter((one) => !isAtHome(one) && !isInner(one.source, one.target))),
  )
  const initial = leafOf(states, states[0].initial ?? '')
  const reached = new Set([homeOf(initial), ...across.map(({ target }) => homeOf(target))])
  const tops = states.filter(({ path }) => path !== '' && !path.includes('.') && reached.has(path))

  const insides = new Map()
  for (const { path } of tops) {
    const own = drawn.filter((one) => homeOf(one.source) === path && isAtHome(one))
    const inside = await arrangeInside(path, states, own)
    if (inside !== undefined) insides.set(path, inside)
  }

  const bar = barOf(linesOf(drawn.filter(({ source, target }) => source === '' && target === null)))
  // Every second layer is for what leads to the states of the next.
  const layerOf = (path) => 2 * tops.findIndex((top) => top.path === homeOf(path)) + 2
  const ports = new Ports(insides)
  // The root's lines leave it in the order of the states that they lead to; all but the first pass those before
  // theirs, side by side at the end of the bar.
  const fromRoot = across.filter(({ bundles }) => bundles.some(({ source }) => source === ''))
  const targets = [...new Set(fromRoot.map(({ target }) => target))].sort((a, b) => layerOf(a) - layerOf(b))
  const rootPort = (target) => `root to ${target}`
  const rootPorts = targets.map((target, index) => ({
    id: rootPort(target),
    width: 0,
    height: 0,
    x: index === 0 ? Math.round(bar.width / 4) : bar.width - lanePx * (targets.length - index),
    y: bar.height,
    layoutOptions: { 'elk.port.side': 'SOUTH' },
  }))
  const labels = []
  const meetings = []
  const lines = []

  lines.push({
    sources: ['start'],
    targets: [ports.into(initial, 'start')],
    transitions: [],
    end: 'arrow',
    layoutOptions: straight,
  })
  for (const { target, bundles } of across) {
    const all = bundles.flatMap((bundle) => bundle.transitions)
    const text = linesOf(all)
    const label = {
      id: `label ${labels.length}`,
      lines: text,
      layer: layerOf(target) - 1,
      width: widthOfLines(text) + 12,
      height: text.length * lineHeightPx + 6,
    }
    labels.push(label)
    // Lines that say the same flow together, below one state after the other, and at last in what they say.
    const layers = [...new Set(bundles.map(({ source }) => layerOf(source) + 1))].sort((a, b) => a - b)
    let upstream = []
    for (const layer of bundles.length === 1 ? [label.layer] : layers) {
      const tributaries = bundles.filter(
        ({ source }) => bundles.length === 1 || layerOf(source) + 1 === layer,
      )
      const here = [
        ...upstream,
        ...tributaries.map(({ source, transitions: bundled }) => ({
          from: source === '' ? rootPort(target) : ports.outOf(source, label.id),
          transitions: bundled,
        })),
      ]
      if (here.length === 1 && layer !== label.layer) {
        upstream = here
        continue
      }
      const meeting =
        layer === label.layer ? label : { id: `meeting ${meetings.length}`, layer, width: 0, height: 0 }
      if (meeting !== label) meetings.push(meeting)
      for (const { from, transitions: bundled } of here) {
        lines.push({ sources: [from], targets: [`${meeting.id} in`], transitions: bundled, end: 'joint' })
      }
      upstream = [{ from: `${meeting.id} out`, transitions: here.flatMap((one) => one.transitions) }]
    }
    lines.push({
      sources: [`${label.id} out`],
      targets: [ports.into(target, label.id)],
      transitions: all,
      end: 'arrow',
      layoutOptions: straight,
    })
  }

  // Never drawn: they keep the compound states in one column.
  const spine = tops.slice(1).map(({ path }, index) => ({
    sources: [ports.outOf(tops[index].path, 'spine')],
    targets: [ports.into(path, 'spine')],
    layoutOptions: { 'elk.layered.priority.straightness': '1000' },
  }))

  const nodes = (reversed) => [
    { id: 'start', width: 12, height: 12, layoutOptions: inPartition(1) },
    {
      id: 'root',
      width: bar.width,
      height: bar.height,
      ports: rootPorts,
      layoutOptions: { ...inPartition(0), 'elk.portConstraints': 'FIXED_POS' },
    },
    ...tops.map(({ path }) => {
      const inside = insides.get(path)
      if (inside === undefined)
        return { id: path, ...boxOf(path, []), layoutOptions: inPartition(layerOf(path)) }
      return {
        id: path,
        width: inside.width,
        height: inside.height,
        ports: ports.of(path, reversed),
        layoutOptions: { ...inPartition(layerOf(path)), 'elk.portConstraints': 'FIXED_POS' },
      }
    }),
    ...[...labels, ...meetings].map(({ id, width, height, layer }) => ({
      id,
      width,
      height,
      ports: [
        {
          id: `${id} in`,
          width: 0,
          height: 0,
          x: width / 2,
          y: 0,
          layoutOptions: { 'elk.port.side': 'NORTH' },
        },
        {
          id: `${id} out`,
          width: 0,
          height: 0,
          x: width / 2,
          y: height,
          layoutOptions: { 'elk.port.side': 'SOUTH' },
        },
      ],
      layoutOptions: { ...inPartition(layer), 'elk.portConstraints': 'FIXED_POS' },
    })),
  ]
  const edges = () => [...spine, ...lines].map((line, index) => ({ id: `${index}`, ...line }))
  return { states, transitions, tops, insides, bar, ports, labels, nodes, edges }
}

const leafOf = (states, path) => {
  const state = states.find((one) => one.path === path)
  return state?.initial ? leafOf(states, state.initial) : path
}
