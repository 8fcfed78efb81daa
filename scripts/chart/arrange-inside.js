import { bundlesOf, linesOf } from './bundles.js'
import { elk } from './elk.js'
import { lineHeightPx, paddingPx, titleHeightPx, widthOfLines, widthOfTitle } from './measures.js'

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.edgeLabels.placement': 'CENTER',
  'elk.padding': '[top=34,left=14,bottom=14,right=14]',
  'elk.spacing.nodeNode': '16',
  'elk.spacing.edgeEdge': '16',
  'elk.spacing.edgeLabel': '3',
  'elk.spacing.labelLabel': '6',
  'elk.layered.spacing.nodeNodeBetweenLayers': '22',
  'elk.layered.spacing.edgeNodeBetweenLayers': '12',
  'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
}

/** So narrow is no box that two lines could not enter it side by side. */
const minWidthPx = 76

/** A state's box: its name, and below it what happens without leaving it. */
export function boxOf(title, lines) {
  return {
    width: Math.max(minWidthPx, widthOfTitle(title), widthOfLines(lines)) + 2 * paddingPx,
    height: titleHeightPx + lines.length * lineHeightPx + (lines.length > 0 ? 10 : 6),
  }
}

/** Where the compartment of a box is. */
export const compartmentOf = ({ x, y, width, height }) => ({
  kind: 'inner',
  x: x + paddingPx,
  y: y + titleHeightPx + 3,
  width: width - 2 * paddingPx,
  height: height - titleHeightPx - 3,
})

/**
 * Lays out the inside of a compound state: its children, what leads from one to the other, and, where the state has
 * transitions of its own, a bar for them.
 *
 * @returns `{ width, height, boxes, labels, edges }`, relative to the compound state; undefined if it has no children
 */
export async function arrangeInside(home, states, transitions) {
  const children = states
    .filter(({ path }) => path.startsWith(`${home}.`))
    .map(({ path }) => ({ path, title: path.slice(home.length + 1) }))
  if (children.length === 0) return undefined
  if (transitions.some(({ source }) => source === home)) children.unshift({ path: home, title: 'in either' })
  const inner = (path) =>
    transitions.filter(({ source, target }) => source === path && isInner(source, target))
  const between = bundlesOf(transitions.filter(({ source, target }) => !isInner(source, target)))
  const edges = between.map(({ source, target, transitions: bundled }, index) => {
    const lines = linesOf(bundled)
    const label = {
      text: 'label',
      width: widthOfLines(lines) + 8,
      height: lines.length * lineHeightPx + 2,
      lines,
    }
    return { id: `${index}`, sources: [source], targets: [target], labels: [label], transitions: bundled }
  })
  const laidOut = await elk.layout({
    id: 'inside',
    layoutOptions: options,
    children: children.map(({ path, title }) => ({ id: path, ...boxOf(title, linesOf(inner(path))) })),
    edges,
  })
  const boxes = laidOut.children.map(({ id, x, y, width, height }) => ({ path: id, x, y, width, height }))
  return {
    width: laidOut.width,
    height: laidOut.height,
    boxes,
    labels: [
      ...boxes.flatMap((box) => {
        const lines = linesOf(inner(box.path))
        return lines.length === 0 ? [] : [{ ...compartmentOf(box), lines }]
      }),
      ...laidOut.edges.map(({ labels: [{ x, y, width, height, lines }] }) => ({
        kind: 'edge',
        x,
        y,
        width,
        height,
        lines,
      })),
    ],
    edges: laidOut.edges.map(
      ({ sections: [{ startPoint, bendPoints = [], endPoint }], transitions: bundled }) => ({
        transitions: bundled.map(({ id }) => id),
        points: [startPoint, ...bendPoints, endPoint].map(({ x, y }) => [x, y]),
        end: 'arrow',
      }),
    ),
  }
}

/** What leads nowhere else stands in the box of its state. */
export const isInner = (source, target) => target === null || target === source
